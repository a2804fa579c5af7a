"""The demonstration: one application from the counter to its end, played over HTTP by the people of the office."""
