"""A command that cannot be carried out as it was given."""


class Refusal(Exception):
    """The sentence says the thing, the value and the remedy, in Indonesian."""
