"""A sheet's words as names and labels of code: ASCII, short, each name once."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

_SIGNS: Final = str.maketrans(
    {"\u2013": "-", "\u2014": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2022": "-"}
)
_EMPTY: Final = frozenset(
    {
        *("dan", "yang", "untuk", "ke", "dari", "di", "kepada", "atau", "dengan", "pada", "oleh"),
        "dalam",
        "serta",
        "agar",
    }
)
_MOST_WORDS: Final = 3
SLUG_LENGTH: Final = 32
CODE_LENGTH: Final = 20
_LABEL_LENGTH: Final = 70


def plain(text: str) -> str:
    """The text in one line of ASCII."""
    folded = unicodedata.normalize("NFKD", text.translate(_SIGNS)).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^ -~]", " ", folded).split())


def label(text: str, *, longest: int = _LABEL_LENGTH) -> str:
    """The text as a label: its first sentence or as many words as fit, beginning with a capital letter."""
    words = re.split(r"(?<=\w)[.;:](?:\s|$)", plain(text).lstrip(" .,;:-"))[0].strip(" .,;:-").replace('"', "'")
    while len(words) > longest:
        words = words.rpartition(" ")[0].rstrip(" .,;:-") or words[:longest]
    return words[:1].upper() + words[1:]


def slug(text: str, taken: Collection[str], otherwise: str, *, longest: int = SLUG_LENGTH) -> str:
    """The first words that say something, joined by `_`; `otherwise` where there are none, numbered where taken."""
    words = [word for word in re.findall(r"[a-z][a-z0-9]*", plain(text).lower()) if word not in _EMPTY]
    name = "_".join(words[:_MOST_WORDS])[:longest].strip("_") or otherwise
    return next(one for one in (name, *(f"{name}_{n}" for n in range(2, len(taken) + 3))) if one not in taken)


def title(slug_of_sop: str) -> str:
    """The slug as words: `Surat Keterangan`."""
    return slug_of_sop.replace("_", " ").title()
