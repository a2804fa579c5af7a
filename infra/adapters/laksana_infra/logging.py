"""Log events without what names a person: every string of an event is masked before it is written."""

import logging
import re
import sys
from collections.abc import Mapping
from typing import Any, Final, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from laksana_infra.settings import LogFormat, LogLevel

__all__ = ["MASK", "configure_logging", "mask_event", "mask_text"]

MASK: Final = "[disamarkan]"

# Keys whose value describes a person or opens a door, whatever it looks like. Compared as a key's words, so that
# "applicant_name" is masked; "step_name" is masked too: what is not personal has a slug or a code.
_PERSONAL: Final = frozenset(
    {
        *(
            "name",
            "nama",
            "nik",
            "kk",
            "nip",
            "phone",
            "telepon",
            "hp",
            "email",
            "surel",
            "address",
            "alamat",
            "rt",
            "rw",
        ),
        *("birth", "born", "lahir", "birthdate", "mother", "ibu", "father", "ayah", "wali", "guardian", "reporter"),
        *(
            "diagnosis",
            "disability",
            "reason",
            "alasan",
            "note",
            "notes",
            "catatan",
            "instruction",
            "answer",
            "payload",
        ),
        *(
            "password",
            "passphrase",
            "secret",
            "token",
            "authorization",
            "cookie",
            "credential",
            "credentials",
            "signature",
        ),
        *("plaintext", "submission", "dossier", "narrative", "uraian", "latitude", "longitude"),
        *("filename", "subject", "perihal", "body", "input", "variables"),
    }
)
_PLAIN_KEYS: Final = frozenset({"event", "level", "logger", "timestamp", "func_name", "thread_name", "process_name"})
_DEPTH: Final = 8
_LONGEST: Final = 20_000

_URL_SECRETS: Final = re.compile(
    r"(?i)(X-Amz-(?:Signature|Credential|Security-Token)|(?<=[?&])(?:Signature|AWSAccessKeyId|token|access_token|code))"
    r"=[^&\s\"'<>]+"
)
_BEARER: Final = re.compile(r"(?i)\b(Bearer|Basic|Token)\s+[A-Za-z0-9._~+/=-]{8,}")
_URL_PASSWORD: Final = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^\s/@:]*:[^\s@]+@")
_PHONE: Final = re.compile(r"(?<![\w.+-])(?:\+?62|0)[\s.-]?8(?:[\s.-]?\d){7,11}(?![\w])")
_LANDLINE: Final = re.compile(r"(?<![\w.+-])(?:\(0\d{2,3}\)|0\d{2,3})[\s-]\d{5,8}(?![\w])")
# NIK and No. KK have 16 digits, a NIP 18; people write them in groups. Longer runs may hold one.
# Digests and UUIDs are kept: without them no event could be traced, and they hold letters.
_LONG_NUMBER: Final = re.compile(
    r"(?P<digest>\b(?=[0-9-]*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b)"
    r"|(?<!\d)\d(?:[\s.\-/]?\d){14,}"
)
_QUOTED_ROW: Final = re.compile(r"(Failing row contains|Key) \(.*\)")
_WORDS: Final = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+")


def configure_logging(*, level: LogLevel, format: LogFormat, stream: TextIO | None = None) -> None:  # noqa: A002
    """Every logger, structlog's or the standard library's, writes masked events of this weight and more to `stream`.

    The stream is standard error unless another is named: standard output belongs to the CLI's answers.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,  # to text first: the masks see the text of an exception too
        mask_event,
    ]
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if format is LogFormat.JSON
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.value)
    for chatty in ("botocore", "boto3", "urllib3", "asyncio"):
        # At DEBUG they write whole requests, with keys and signatures.
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # It tells of each connection that it cannot restore, with a traceback; whoever needed one says so in a line.
    logging.getLogger("asyncpg.pool").setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def mask_event(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """The event with personal keys and everything that looks like NIK, KK, NIP, phone or secret masked."""
    for key, value in event.items():
        if not key.startswith("_"):
            event[key] = _masked(key, value, 0)
    return event


def mask_text(text: str) -> str:
    """The text with everything masked that looks like a NIK, KK, NIP, phone number, token or signature."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} [...] {text[-_LONGEST // 2 :]}"
    text = _URL_SECRETS.sub(rf"\1={MASK}", text)
    text = _URL_PASSWORD.sub(rf"\1{MASK}@", text)
    text = _BEARER.sub(rf"\1 {MASK}", text)
    text = _QUOTED_ROW.sub(rf"\1 ({MASK})", text)
    text = _LONG_NUMBER.sub(lambda match: match["digest"] or MASK, text)
    text = _PHONE.sub(MASK, text)
    return _LANDLINE.sub(MASK, text)


def _masked(key: str, value: Any, depth: int) -> Any:  # noqa: ANN401 - an event holds whatever a caller logs
    if value is None or isinstance(value, bool | float):
        return value
    if key not in _PLAIN_KEYS and _is_personal(key):
        return MASK
    match value:
        case str():
            return mask_text(value)
        case int():
            text = str(value)
            return value if mask_text(text) == text else MASK
        case Mapping():
            if depth >= _DEPTH:
                return MASK
            return {mask_text(str(name)): _masked(str(name), inner, depth + 1) for name, inner in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_masked("", inner, depth + 1) for inner in value] if depth < _DEPTH else MASK
        case bytes() | bytearray() | memoryview():
            return f"[{len(value)} bytes]"
        case _:
            return mask_text(str(value))


def _is_personal(key: str) -> bool:
    return not _PERSONAL.isdisjoint(word.lower() for word in _WORDS.findall(key))
