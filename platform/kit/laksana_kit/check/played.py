"""The cases that are played for a check, and the letters of theirs that are worth setting."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from laksana_kit.explore.explorer import Explorer, Walked
from laksana_kit.explore.letters import Letter
from laksana_kit.explore.shapes import features, representatives
from laksana_sdk.procedure import Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """The cases, up to the one in which the plugin raised, and what it raised."""

    walks: tuple[Walked, ...]
    fault: Exception | None = None

    def extremes(self) -> Iterator[tuple[Letter, Letter]]:
        """Of each kind the letter that says least and the one that says most."""
        for letters in self._kinds():
            by_features = sorted(letters, key=lambda letter: len(features(letter.said)))
            yield by_features[0], by_features[-1]

    def shapes(self) -> Iterator[Letter]:
        """Of each kind the fewest letters that between them show whatever one may say or leave out."""
        for letters in self._kinds():
            yield from representatives((letter, letter.said) for letter in letters)

    def _kinds(self) -> Iterator[list[Letter]]:
        kinds: dict[str, list[Letter]] = defaultdict(list)
        for letter in (letter for walked in self.walks for letter in walked.letters):
            kinds[letter.template.kind].append(letter)
        yield from kinds.values()


def played(procedure: Procedure, *, cases: int) -> Played:
    """So many cases of the procedure at most, the same ones each time."""
    walks: list[Walked] = []
    try:
        walks.extend(Explorer(procedure, seed=1).walks(cases))
    except Exception as fault:  # noqa: BLE001 - whatever a plugin raises is what the check is after
        return Played(walks=tuple(walks), fault=fault)
    return Played(walks=tuple(walks))
