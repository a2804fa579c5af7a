"""Joint dispatches: one covering letter over many cases to one institution."""
