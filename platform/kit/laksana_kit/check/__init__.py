"""Check a plugin: whether it does what its sheet says and holds together, and what is odd about the sheet itself."""
