"""Names of persons as a search compares them; a name is never split into first and last."""

import re
import unicodedata

_BEFORE = """
alm almh almarhum almarhumah bapak bpk dr dra drg drh drs h haji hajah hajjah hj ibu ir kh kiai kyai ny nn nona nyonya
prof profesor sdr sdri tn tuan ust ustad ustadz ustadzah
"""
_AFTER = """
alm almh amd amdkeb amdkep amk apt lc ma mag map mars mba meng mh mhum mikom mk mkeb mkep mkes mkom mkn mm mmsi mp mpd
mpdi mph mpsi ms msc msi msos msp mt ners ns phd psikolog se sei sh shi sik sip sk skeb skep skh skm skom sp spd spdi
spdsd spsi spt ss sag ssi ssos ssosi sst sstp st stp sth sthi strkeb strkep strsos
"""
TITLES_BEFORE = frozenset(_BEFORE.split())
TITLES_AFTER = frozenset(_AFTER.split())
_NOT_LETTERS = re.compile(r"[^\w]|_")
_APOSTROPHES = re.compile("['`\u00b4\u02bb\u02bc\u02be\u02bf\u2018\u2019]")


def normalise_name(name: str) -> str:
    """The name as the keyed index compares it: small letters, single spaces, no titles, punctuation or accents.

    A name made of titles alone keeps its last word, so nothing but punctuation becomes empty.
    """
    seen = _once(name)
    while (again := _once(seen)) != seen:
        seen = again
    return seen


def _once(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = _APOSTROPHES.sub("", "".join(sign for sign in decomposed if not unicodedata.combining(sign)))
    first, *later = letters.replace("(", ",").replace(")", ",").split(",")
    # A part after a comma is a title ("S. Sos") or, where it is none, a piece of the name that must not get lost.
    parts = [first, *(part for part in later if _key(part) not in TITLES_AFTER)]
    words = _without_trailing_titles(" ".join(parts).split())
    return " ".join(_without_leading_titles(_NOT_LETTERS.sub(" ", " ".join(words)).split()))


def _key(text: str) -> str:
    return _NOT_LETTERS.sub("", text)


def _without_trailing_titles(words: list[str]) -> list[str]:
    while len(words) > 1:
        if _key(words[-1]) in TITLES_AFTER:
            words = words[:-1]
        elif len(words) > 2 and words[-2].endswith(".") and _key(words[-2] + words[-1]) in TITLES_AFTER:
            words = words[:-2]
        else:
            break
    return words


def _without_leading_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] in TITLES_BEFORE:
        words = words[1:]
    return words
