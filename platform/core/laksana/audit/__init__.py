"""The hash chain of each case."""
