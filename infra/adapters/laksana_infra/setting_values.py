"""What the value of a setting must look like: text in, the value or WrongValue out."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TypeAlias
from urllib.parse import SplitResult, parse_qs, urlsplit

from laksana_infra.scanner import ClamdAddress

# S3 allows 63 signs; the bucket of evidence is named after this one with "-evidence" behind it.
_BUCKET_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,52})[a-z0-9]")
_AGE_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_AGE_IDENTITY = re.compile(r"AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}")


Network: TypeAlias = IPv4Network | IPv6Network


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


class WrongValue(Exception):
    """The value cannot be used: what is wrong with it, and what to write instead."""

    def __init__(self, complaint: str, remedy: str) -> None:
        super().__init__(complaint)
        self.complaint = complaint
        self.remedy = remedy


def signing(value: str) -> Signing:
    """One of the ways of signing."""
    try:
        return Signing(value.lower())
    except ValueError:
        raise WrongValue("is no way of signing", f"use one of {', '.join(Signing)}") from None


def file(value: str) -> Path:
    """The absolute path of a file that is there."""
    path = Path(value).expanduser().absolute()
    if not path.is_file():
        raise WrongValue("is no file", "name a readable file of certificates in PEM")
    return path


def home(value: str) -> Path:
    """The absolute path of a folder, which need not be there yet."""
    if "\0" in value:
        raise WrongValue("is no path", "name a folder of yours")
    path = Path(value).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise WrongValue("is a file", "name a folder; it is made when it does not exist")
    return path


def _parts(value: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises where it is no number of a port
    except ValueError:  # its text may quote a password
        raise WrongValue(
            "is no URL", "write it as scheme://host:port/..., special characters percent-encoded"
        ) from None
    return parts


def database_url(value: str) -> str:
    """A PostgreSQL URL that names login, host and database."""
    parts = _parts(value)
    remedy = "write it as postgresql://login:password@host:5432/database, with special characters percent-encoded"
    if parts.scheme not in {"postgresql", "postgres"}:
        raise WrongValue("does not begin with postgresql://", remedy)
    if not parts.username:
        raise WrongValue("names no login", remedy)
    if not (parts.hostname or parse_qs(parts.query).get("host")):
        raise WrongValue("names no host", remedy)
    if not parts.path.strip("/"):
        raise WrongValue("names no database", remedy)
    return value


def web_url(value: str) -> str:
    """An address of the web without trailing slash, login or query."""
    parts = _parts(value)
    remedy = "write it as https://host or http://host:port"
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise WrongValue("is no address of the web", remedy)
    if parts.username or parts.query or parts.fragment:
        raise WrongValue("carries more than an address", remedy)
    return value.rstrip("/")


def origin(value: str) -> str:
    """An address of the web without a path."""
    if _parts(value).path.strip("/"):
        raise WrongValue("carries a path", "name the S3 service alone; the bucket goes into LAKSANA_S3_BUCKET")
    return web_url(value)


def word(value: str) -> str:
    """ASCII without spaces."""
    if not value.isascii() or not value.isprintable() or " " in value:
        raise WrongValue("holds a space or a character outside ASCII", "copy it again")
    return value


def bucket(value: str) -> str:
    """A bucket name that leaves room for the suffix of the bucket of evidence."""
    if _BUCKET_NAME.fullmatch(value) is None:
        raise WrongValue("is no name of a bucket", "use 3 to 54 small letters, digits and hyphens")
    return value


def bind(value: str) -> Bind:
    """An address to listen on."""
    return _host_and_port(value, "is no address to listen on", "write it as host:port, for example 127.0.0.1:8080")


def clamd(value: str) -> ClamdAddress:
    """Where clamd listens."""
    remedy = "write it as unix:/run/clamav/clamd.ctl or tcp:host:3310"
    kind, _, place = value.partition(":")
    if kind == "unix" and place.startswith("/"):
        return ClamdAddress(path=place)
    if kind != "tcp":
        raise WrongValue("is no address of clamd", remedy)
    where = _host_and_port(place, "is no address of clamd", remedy)
    return ClamdAddress(host=where.host, port=where.port)


def _host_and_port(value: str, complaint: str, remedy: str) -> Bind:
    host, separator, port = value.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not separator or not host or "/" in host:
        raise WrongValue(complaint, remedy)
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise WrongValue("names no port from 1 to 65535", remedy)
    return Bind(host=host, port=int(port))


def pool_size(value: str) -> int:
    """1 to 500 connections."""
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 500):
        raise WrongValue("is no number from 1 to 500", "leave it out for 10 connections a process")
    return int(value)


def rate(value: str) -> int:
    """0 to 100,000 requests a second; 0 is no limit."""
    if not (value.isascii() and value.isdigit() and int(value) <= 100_000):
        raise WrongValue("is no number from 0 to 100000", "write requests a second, 0 for no limit")
    return int(value)


def milliseconds(value: str) -> timedelta:
    """1 to 600,000 milliseconds, which are ten minutes."""
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 600_000):
        raise WrongValue("is no number of milliseconds from 1 to 600000", "write whole milliseconds, for example 5000")
    return timedelta(milliseconds=int(value))


def megabytes(value: str) -> int:
    """16 to 1,000,000 megabytes."""
    if not (value.isascii() and value.isdigit() and 16 <= int(value) <= 1_000_000):
        raise WrongValue("is no number of megabytes from 16 to 1000000", "write whole megabytes, for example 512")
    return int(value)


def master_key(value: str) -> bytes:
    """The 32 bytes that this base64 holds."""
    remedy = "set it to 32 random bytes in base64, from: openssl rand -base64 32"
    try:
        key = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise WrongValue("is not base64", remedy) from None
    if len(key) != 32:
        complaint = f"holds {len(key)} bytes, not 32"
        raise WrongValue(complaint, remedy)
    return key


def log_level(value: str) -> LogLevel:
    """A level, in any case of letters."""
    try:
        return LogLevel(value.upper())
    except ValueError:
        raise WrongValue("is no level", f"use one of {', '.join(LogLevel)}") from None


def log_format(value: str) -> LogFormat:
    """A format, in any case of letters."""
    try:
        return LogFormat(value.lower())
    except ValueError:
        raise WrongValue("is no format", f"use one of {', '.join(LogFormat)}") from None


def recipient(value: str) -> str:
    """The public half of an age key pair: what is encrypted to it, only the other half opens."""
    if _AGE_RECIPIENT.fullmatch(value) is None:
        raise WrongValue("is no public key of age", "copy the line that begins with age1, from: laksana keys backup")
    return value


def identity(value: str) -> str:
    """The secret half of an age key pair, which opens what was encrypted to the other."""
    if _AGE_IDENTITY.fullmatch(value) is None:
        raise WrongValue(
            "is no secret key of age", "copy the line that begins with AGE-SECRET-KEY-1, from: laksana keys backup"
        )
    return value


def networks(value: str) -> tuple[Network, ...]:
    """Networks in CIDR notation, with commas between them."""
    try:
        return tuple(ip_network(part.strip()) for part in value.split(","))
    except ValueError as error:
        raise WrongValue(f"is no list of networks ({error})", "write them as 10.0.0.0/8, 192.0.2.7/32") from None


def days(value: str) -> timedelta:
    """1 to 3,650 days."""
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 3650):
        raise WrongValue("is no number of days from 1 to 3650", "write whole days, for example 30")
    return timedelta(days=int(value))
