"""The ground everything stands on: settings, scope, database, storage, clock, keys, logging, embedded services."""
