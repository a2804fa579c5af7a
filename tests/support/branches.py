"""Which ways the conditions in a template go: each in turn is made to stop the setting of a letter that takes it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

TAKEN: Final = "this way was taken"
_CONDITION: Final = re.compile(r"\bif (?P<condition>[^\n]+?) (?=[\[{])")
_COMMENT: Final = re.compile(r"^\s*//.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One way that a condition can go: it holds, or it does not."""

    file: str
    condition: str
    start: int
    end: int
    holds: bool

    def __str__(self) -> str:
        return f"{self.file}: {'if' if self.holds else 'unless'} {self.condition}"

    def stopping(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The files, but a letter that goes this way is refused with `TAKEN`."""
        text = files[self.file].decode()
        stands = f"not ({self.condition})" if self.holds else self.condition
        stop = f'{{ assert({stands}, message: "{TAKEN}"); {self.condition} }}'
        return {**files, self.file: (text[: self.start] + stop + text[self.end :]).encode()}


def branches(files: Mapping[str, bytes]) -> Iterator[Branch]:
    """Both ways of every condition in these files."""
    for name, content in files.items():
        # Comments are blanked, so that the places stay what they are.
        text = _COMMENT.sub(lambda comment: " " * len(comment[0]), content.decode())
        for found in _CONDITION.finditer(text):
            start, end = found.span("condition")
            for holds in (True, False):
                yield Branch(file=name, condition=found["condition"], start=start, end=end, holds=holds)
