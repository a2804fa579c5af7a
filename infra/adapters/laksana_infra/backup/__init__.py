"""A backup's file, and the two ends of it: what a database holds at one moment, and an empty one that takes it."""
