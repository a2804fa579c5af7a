"""Later work: job rows in the same transaction."""
