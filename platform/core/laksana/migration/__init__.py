"""Running cases of an office moved to another release of their SOP, after each was decided again under it."""
