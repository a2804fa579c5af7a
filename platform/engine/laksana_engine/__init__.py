"""The pure case engine: what happens to a case when a command is given, and the case after it."""

RULES_VERSION = 1
"""Changes whenever `decide` or `evolve` answers differently; it is part of every release's hash."""
