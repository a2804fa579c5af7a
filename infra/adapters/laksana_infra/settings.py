"""Laksana's settings: every LAKSANA_* variable, checked once before anything starts."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, parse_qs, urlsplit

from laksana_infra.scanner import ClamdAddress

__all__ = ["Bind", "LogFormat", "LogLevel", "SettingError", "Settings", "Signing", "load_settings"]

_T = TypeVar("_T")


class SettingError(ValueError):
    """A LAKSANA_* variable is wrong; the text names the variable, its value (masked when secret) and the remedy."""

    def __init__(self, variable: str, complaint: str, *, remedy: str) -> None:
        super().__init__(f"{variable}: {complaint}; {remedy}")
        self.variable = variable


class LogLevel(StrEnum):
    """From which weight on an event is logged."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class Signing(StrEnum):
    """How letters are signed besides ink: by an authority of each office's own, by BSrE, or not at all."""

    LOCAL = "local"
    BSRE = "bsre"
    NONE = "none"


class LogFormat(StrEnum):
    """How an event is written: one JSON object a line, or for the eyes."""

    JSON = "json"
    CONSOLE = "console"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bind:
    """The address on which the web server listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an installation chose; None for a service means its embedded default under `home`. No secret is in repr."""

    home: Path
    database_url: str | None = field(repr=False)
    database_owner_url: str | None = field(repr=False)
    database_province_url: str | None = field(repr=False)
    database_pool_size: int
    s3_endpoint: str | None
    s3_access_key: str | None = field(repr=False)
    s3_secret_key: str | None = field(repr=False)
    s3_bucket: str
    s3_region: str
    s3_public_endpoint: str | None
    master_key: bytes | None = field(repr=False)
    clamd: ClamdAddress | None
    signing: Signing
    bsre_url: str | None
    bsre_username: str | None = field(repr=False)
    bsre_password: str | None = field(repr=False)
    bsre_ca_file: Path | None
    bind: Bind
    public_url: str
    log_level: LogLevel
    log_format: LogFormat

    def embeds_postgres(self) -> bool:
        """Whether PostgreSQL is still to be the embedded one."""
        return self.database_url is None

    def embeds_storage(self) -> bool:
        """Whether the S3 storage is still to be the embedded one."""
        return self.s3_endpoint is None


def load_settings(environ: Mapping[str, str]) -> Settings:
    """The settings that the environment says, with defaults for what it leaves out; an empty value counts as left out.

    Raises SettingError for the first variable that is wrong, misspelt or lacks its partners.
    """
    given = {name: value.strip() for name, value in environ.items() if name.startswith("LAKSANA_") and value.strip()}
    _refuse_misspelt(given)
    # A web server or worker needs no owner; whoever migrates logs in as all three.
    named = _DATABASE if "LAKSANA_DATABASE_OWNER_URL" in given else _LOGINS_AT_WORK
    _refuse_halves(given, named, hint="the application, its migrations and the province log in separately")
    _refuse_halves(given, _STORAGE, hint="an S3 endpoint is used with its own keys")
    _refuse_halves(given, _BSRE, hint="the Esign Client Service is asked with its own login, and its answers verified")
    _refuse_companions(given)
    bind = _read(given, "LAKSANA_BIND", _bind) or Bind(host="127.0.0.1", port=8080)
    settings = Settings(
        home=_read(given, "LAKSANA_HOME", _home) or Path(".laksana").absolute(),
        database_url=_read(given, "LAKSANA_DATABASE_URL", _database_url),
        database_owner_url=_read(given, "LAKSANA_DATABASE_OWNER_URL", _database_url),
        database_province_url=_read(given, "LAKSANA_DATABASE_PROVINCE_URL", _database_url),
        database_pool_size=_read(given, "LAKSANA_DATABASE_POOL_SIZE", _pool_size) or 10,
        s3_endpoint=_read(given, "LAKSANA_S3_ENDPOINT", _origin),
        s3_access_key=_read(given, "LAKSANA_S3_ACCESS_KEY", _word),
        s3_secret_key=_read(given, "LAKSANA_S3_SECRET_KEY", _word),
        s3_bucket=_read(given, "LAKSANA_S3_BUCKET", _bucket) or "laksana",
        s3_region=_read(given, "LAKSANA_S3_REGION", _word) or "us-east-1",
        s3_public_endpoint=_read(given, "LAKSANA_S3_PUBLIC_ENDPOINT", _origin),
        master_key=_read(given, "LAKSANA_MASTER_KEY", _master_key),
        clamd=_read(given, "LAKSANA_CLAMD", _clamd),
        signing=_read(given, "LAKSANA_SIGNING", _signing) or Signing.LOCAL,
        bsre_url=_read(given, "LAKSANA_BSRE_URL", _web_url),
        bsre_username=_read(given, "LAKSANA_BSRE_USERNAME", _word),
        bsre_password=_read(given, "LAKSANA_BSRE_PASSWORD", _word),
        bsre_ca_file=_read(given, "LAKSANA_BSRE_CA_FILE", _file),
        bind=bind,
        public_url=_read(given, "LAKSANA_PUBLIC_URL", _web_url) or f"http://{bind}",
        log_level=_read(given, "LAKSANA_LOG_LEVEL", _log_level) or LogLevel.INFO,
        log_format=_read(given, "LAKSANA_LOG_FORMAT", _log_format) or LogFormat.CONSOLE,
    )
    _refuse_one_login(settings)
    _refuse_unused_bsre(settings)
    if settings.master_key is None and not settings.embeds_postgres():
        raise SettingError(
            "LAKSANA_MASTER_KEY",
            "is not set although LAKSANA_DATABASE_URL names a database of your own",
            remedy="set it to 32 random bytes in base64, from: openssl rand -base64 32",
        )
    return settings


_DATABASE = ("LAKSANA_DATABASE_URL", "LAKSANA_DATABASE_OWNER_URL", "LAKSANA_DATABASE_PROVINCE_URL")
_LOGINS_AT_WORK = ("LAKSANA_DATABASE_URL", "LAKSANA_DATABASE_PROVINCE_URL")
_STORAGE = ("LAKSANA_S3_ENDPOINT", "LAKSANA_S3_ACCESS_KEY", "LAKSANA_S3_SECRET_KEY")
_BSRE = ("LAKSANA_BSRE_URL", "LAKSANA_BSRE_USERNAME", "LAKSANA_BSRE_PASSWORD", "LAKSANA_BSRE_CA_FILE")
_STORAGE_COMPANIONS = ("LAKSANA_S3_BUCKET", "LAKSANA_S3_REGION", "LAKSANA_S3_PUBLIC_ENDPOINT")
_SECRETS = frozenset(
    {
        *_DATABASE,
        "LAKSANA_S3_ACCESS_KEY",
        "LAKSANA_S3_SECRET_KEY",
        "LAKSANA_MASTER_KEY",
        "LAKSANA_BSRE_USERNAME",
        "LAKSANA_BSRE_PASSWORD",
    }
)
KNOWN = frozenset(
    {
        *_DATABASE,
        *_STORAGE,
        *_STORAGE_COMPANIONS,
        *_BSRE,
        "LAKSANA_SIGNING",
        "LAKSANA_HOME",
        "LAKSANA_DATABASE_POOL_SIZE",
        "LAKSANA_MASTER_KEY",
        "LAKSANA_CLAMD",
        "LAKSANA_BIND",
        "LAKSANA_PUBLIC_URL",
        "LAKSANA_LOG_LEVEL",
        "LAKSANA_LOG_FORMAT",
    }
)
# S3 allows 63 signs; the bucket of evidence is named after this one with "-evidence" behind it.
_BUCKET_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,52})[a-z0-9]")
_MASK = "***"


class _Wrong(Exception):
    def __init__(self, complaint: str, remedy: str) -> None:
        super().__init__(complaint)
        self.complaint = complaint
        self.remedy = remedy


def _read(given: Mapping[str, str], name: str, parse: Callable[[str], _T]) -> _T | None:
    value = given.get(name)
    if value is None:
        return None
    try:
        return parse(value)
    except _Wrong as wrong:
        raise SettingError(name, f"{_shown(name, value)!r} {wrong.complaint}", remedy=wrong.remedy) from None


def _shown(name: str, value: str) -> str:
    if name not in _SECRETS:
        return value
    # Where a malformed URL's password ends cannot be known, so that only its beginning is shown.
    scheme, separator, _ = value.partition("://")
    return f"{scheme}://{_MASK}" if separator and scheme.isalnum() else _MASK


def _refuse_misspelt(given: Mapping[str, str]) -> None:
    # Not every unknown name: Kubernetes sets LAKSANA_SERVICE_HOST and the like for a service named laksana.
    words = [name.removeprefix("LAKSANA_") for name in sorted(KNOWN)]
    for name in sorted(given.keys() - KNOWN):
        for near in get_close_matches(name.removeprefix("LAKSANA_"), words, n=1, cutoff=0.8):
            raise SettingError(name, "is no setting of Laksana", remedy=f"did you mean LAKSANA_{near}?")


def _refuse_halves(given: Mapping[str, str], names: tuple[str, ...], *, hint: str) -> None:
    missing = [name for name in names if name not in given]
    if missing and len(missing) < len(names):
        present = ", ".join(name for name in names if name in given)
        raise SettingError(missing[0], f"is not set although {present} is", remedy=f"set all or none of them: {hint}")


def _refuse_companions(given: Mapping[str, str]) -> None:
    for name in _STORAGE_COMPANIONS:
        if name in given and "LAKSANA_S3_ENDPOINT" not in given:
            raise SettingError(
                name,
                f"{given[name]!r} is set although LAKSANA_S3_ENDPOINT is not",
                remedy="set the endpoint with its keys, or leave this out: the embedded storage has its own",
            )


def _refuse_one_login(settings: Settings) -> None:
    urls = (settings.database_url, settings.database_owner_url, settings.database_province_url)
    logins = [urlsplit(url).username for url in urls if url]
    for name, login in zip(_DATABASE, logins, strict=False):
        if logins.count(login) > 1:
            raise SettingError(
                name,
                f"logs in as {login!r}, as another LAKSANA_DATABASE_... variable does",
                remedy="use the logins laksana_app, laksana_owner and laksana_province of infra/postgres/roles.sql",
            )


def _refuse_unused_bsre(settings: Settings) -> None:
    if settings.signing is Signing.BSRE and settings.bsre_url is None:
        raise SettingError(
            "LAKSANA_BSRE_URL", "is not set although LAKSANA_SIGNING is bsre", remedy=f"set {', '.join(_BSRE)}"
        )
    if settings.signing is not Signing.BSRE and settings.bsre_url is not None:
        raise SettingError(
            "LAKSANA_SIGNING",
            f"is {settings.signing.value} although LAKSANA_BSRE_URL is set",
            remedy="set it to bsre, or leave the LAKSANA_BSRE_* variables out",
        )


def _signing(value: str) -> Signing:
    try:
        return Signing(value.lower())
    except ValueError:
        raise _Wrong("is no way of signing", f"use one of {', '.join(Signing)}") from None


def _file(value: str) -> Path:
    path = Path(value).expanduser().absolute()
    if not path.is_file():
        raise _Wrong("is no file", "name a readable file of certificates in PEM")
    return path


def _home(value: str) -> Path:
    if "\0" in value:
        raise _Wrong("is no path", "name a folder of yours")
    path = Path(value).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise _Wrong("is a file", "name a folder; it is made when it does not exist")
    return path


def _parts(value: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises where it is no number of a port
    except ValueError:  # its text may quote a password
        raise _Wrong("is no URL", "write it as scheme://host:port/..., special characters percent-encoded") from None
    return parts


def _database_url(value: str) -> str:
    parts = _parts(value)
    remedy = "write it as postgresql://login:password@host:5432/database, with special characters percent-encoded"
    if parts.scheme not in {"postgresql", "postgres"}:
        raise _Wrong("does not begin with postgresql://", remedy)
    if not parts.username:
        raise _Wrong("names no login", remedy)
    if not (parts.hostname or parse_qs(parts.query).get("host")):
        raise _Wrong("names no host", remedy)
    if not parts.path.strip("/"):
        raise _Wrong("names no database", remedy)
    return value


def _web_url(value: str) -> str:
    parts = _parts(value)
    remedy = "write it as https://host or http://host:port"
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _Wrong("is no address of the web", remedy)
    if parts.username or parts.query or parts.fragment:
        raise _Wrong("carries more than an address", remedy)
    return value.rstrip("/")


def _origin(value: str) -> str:
    if _parts(value).path.strip("/"):
        raise _Wrong("carries a path", "name the S3 service alone; the bucket goes into LAKSANA_S3_BUCKET")
    return _web_url(value)


def _word(value: str) -> str:
    if not value.isascii() or not value.isprintable() or " " in value:
        raise _Wrong("holds a space or a character outside ASCII", "copy it again")
    return value


def _bucket(value: str) -> str:
    if _BUCKET_NAME.fullmatch(value) is None:
        raise _Wrong("is no name of a bucket", "use 3 to 54 small letters, digits and hyphens")
    return value


def _bind(value: str) -> Bind:
    return _host_and_port(value, "is no address to listen on", "write it as host:port, for example 127.0.0.1:8080")


def _clamd(value: str) -> ClamdAddress:
    remedy = "write it as unix:/run/clamav/clamd.ctl or tcp:host:3310"
    kind, _, place = value.partition(":")
    if kind == "unix" and place.startswith("/"):
        return ClamdAddress(path=place)
    if kind != "tcp":
        raise _Wrong("is no address of clamd", remedy)
    where = _host_and_port(place, "is no address of clamd", remedy)
    return ClamdAddress(host=where.host, port=where.port)


def _host_and_port(value: str, complaint: str, remedy: str) -> Bind:
    host, separator, port = value.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not separator or not host or "/" in host:
        raise _Wrong(complaint, remedy)
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise _Wrong("names no port from 1 to 65535", remedy)
    return Bind(host=host, port=int(port))


def _pool_size(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 500):
        raise _Wrong("is no number from 1 to 500", "leave it out for 10 connections a process")
    return int(value)


def _master_key(value: str) -> bytes:
    remedy = "set it to 32 random bytes in base64, from: openssl rand -base64 32"
    try:
        key = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise _Wrong("is not base64", remedy) from None
    if len(key) != 32:
        complaint = f"holds {len(key)} bytes, not 32"
        raise _Wrong(complaint, remedy)
    return key


def _log_level(value: str) -> LogLevel:
    try:
        return LogLevel(value.upper())
    except ValueError:
        raise _Wrong("is no level", f"use one of {', '.join(LogLevel)}") from None


def _log_format(value: str) -> LogFormat:
    try:
        return LogFormat(value.lower())
    except ValueError:
        raise _Wrong("is no format", f"use one of {', '.join(LogFormat)}") from None
