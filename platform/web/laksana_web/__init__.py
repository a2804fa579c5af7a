"""The composition root: HTTP, command line, demo."""
