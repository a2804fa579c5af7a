"""Sets letters: Typst in a process that can be killed, with packaged fonts and nothing else to read."""

from laksana_typeset.characters import unsettable_characters
from laksana_typeset.document import TypstDocument, house_files
from laksana_typeset.errors import TypesetCrash, TypesetError, TypesetTimeout
from laksana_typeset.typesetter import Typesetter

__all__ = [
    "TypesetCrash",
    "TypesetError",
    "TypesetTimeout",
    "Typesetter",
    "TypstDocument",
    "house_files",
    "unsettable_characters",
]
