"""Which files an office accepts, as far as their announcement tells."""

import re
import unicodedata
from types import MappingProxyType

from laksana.attachments.naming import JPEG_ENDINGS
from laksana.attachments.views import PlanUpload
from laksana.inspection.result import HEIC, JPEG, PDF, PNG
from laksana_sdk.findings import Finding, error

ENDINGS = MappingProxyType({JPEG: JPEG_ENDINGS, PNG: (".png",), HEIC: (".heic", ".heif"), PDF: (".pdf",)})
"""The accepted media types with the endings of their file names."""

MOST_BYTES = 25 * 1024 * 1024
NAME_LIMIT = 150
SCAN = "scan"
"""The purpose of a signed letter's scan."""

_PURPOSE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SHOWN = 60


def faults_of(asked: PlanUpload) -> tuple[Finding, ...]:
    """Everything that stands against the announced file."""
    file = shown(asked.file_name)
    found = list(_name_faults(asked.file_name, file))
    if _PURPOSE.fullmatch(asked.purpose) is None:
        found.append(error("files.purpose_unusable", field="purpose", file=file, purpose=shown(asked.purpose)))
    endings = ENDINGS.get(asked.content_type)
    if endings is None:
        kind = shown(asked.content_type)
        found.append(error("files.type_not_allowed", field="content_type", file=file, type=kind))
    elif not found and not asked.file_name.lower().endswith(endings):
        fitting = ", ".join(endings)
        found.append(
            error("files.name_extension", field="file_name", file=file, type=asked.content_type, expected=fitting)
        )
    if asked.length < 1:
        found.append(error("files.empty", field="length", file=file))
    elif asked.length > MOST_BYTES:
        found.append(error("files.too_large", field="length", file=file, size=asked.length, most=MOST_BYTES))
    return tuple(found)


def shown(text: str) -> str:
    """The text as a sentence may show it: short, and without signs that turn or hide others."""
    # No more is looked at than may be shown: a name can be a megabyte long.
    visible = "".join(sign for sign in text[: 4 * _SHOWN] if not _is_hidden(sign))
    return visible if len(visible) <= _SHOWN else f"{visible[:_SHOWN]}…"


def _name_faults(name: str, file: str) -> tuple[Finding, ...]:
    if not name.strip():
        return (error("files.name_empty", field="file_name"),)
    if len(name) > NAME_LIMIT:
        return (error("files.name_too_long", field="file_name", file=file, size=len(name), most=NAME_LIMIT),)
    strange = sorted({sign for sign in name if sign in "/\\" or _is_hidden(sign)})
    if strange:
        signs = ", ".join(f"U+{ord(sign):04X}" for sign in strange[:5])
        return (error("files.name_signs", field="file_name", file=file, signs=signs),)
    return ()


def _is_hidden(sign: str) -> bool:
    # Cf holds the signs that turn the direction of writing: "gpj.exe" could be shown as "exe.jpg".
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
