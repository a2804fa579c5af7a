"""Whether the same question takes longer with another office's id than with nobody's: by many pairs, never by one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tests.isolation.attempts import Pair

FEWEST = 200
"""Of fewer pairs nothing is said."""
LARGEST_SHARE = 0.10
"""How much of its time a kind of question may take more or less, at the median of the pairs."""
CERTAIN = 5.0
"""By how many standard deviations the slower side must be the slower one more often than by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How the pairs of one kind of question compare; times in milliseconds."""

    kind: str
    pairs: int
    theirs: float
    nobodys: float
    share: float
    """The median of (theirs - nobody's) / nobody's."""
    deviations: float
    """How far the number of pairs in which theirs was slower lies from one half, in standard deviations."""

    @property
    def betrays(self) -> bool:
        """Whether somebody with patience could tell theirs from nobody's."""
        return self.pairs >= FEWEST and abs(self.share) > LARGEST_SHARE and abs(self.deviations) > CERTAIN


def differences(timed: Sequence[Pair]) -> list[Difference]:
    """The comparison of each kind of question that was timed."""
    kinds: dict[str, list[Pair]] = {}
    for pair in timed:
        kinds.setdefault(pair.kind, []).append(pair)
    return [_difference(kind, pairs) for kind, pairs in sorted(kinds.items())]


def _difference(kind: str, pairs: Sequence[Pair]) -> Difference:
    slower = sum(pair.theirs > pair.nobodys for pair in pairs)
    return Difference(
        kind=kind,
        pairs=len(pairs),
        theirs=1000 * median(pair.theirs for pair in pairs),
        nobodys=1000 * median(pair.nobodys for pair in pairs),
        share=median((pair.theirs - pair.nobodys) / pair.nobodys for pair in pairs),
        deviations=(slower - len(pairs) / 2) / (math.sqrt(len(pairs)) / 2),
    )
