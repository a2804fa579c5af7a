"""The persons cases are about."""
