"""A command that cannot be carried out as it was given."""


class Refusal(Exception):  # noqa: N818 - what the person at the terminal gets
    """The sentence says the thing, the value and the remedy, in Indonesian."""
