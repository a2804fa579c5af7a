"""Set an office up from its pack: see what would change, and change it in one transaction."""
