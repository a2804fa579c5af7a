"""Garbage in a serving process."""

import gc
import weakref

from laksana_web.collecting import collecting_seldom


class Knot:
    """Something that holds on to itself."""

    def __init__(self) -> None:
        self.itself = self


def test_what_a_process_was_made_of_is_not_looked_through_again_until_it_ends() -> None:
    before, old = gc.get_threshold(), Knot()
    gone = weakref.ref(old)

    with collecting_seldom():
        del old
        new = weakref.ref(Knot())
        gc.collect()

        assert gone() is not None
        assert new() is None
        assert gc.get_threshold() > before

    gc.collect()
    assert gone() is None
    assert gc.get_threshold() == before
