"""Cases: one file a verb, views and queries."""
