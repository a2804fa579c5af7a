"""Laksana's settings: every LAKSANA_* variable, checked once before anything starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from laksana_infra import setting_values
from laksana_infra.scanner import ClamdAddress
from laksana_infra.setting_values import Bind, LogFormat, LogLevel, Network, Signing, WrongValue

__all__ = ["Bind", "LogFormat", "LogLevel", "PluginLimits", "SettingError", "Settings", "Signing", "load_settings"]

_T = TypeVar("_T")


class SettingError(ValueError):
    """A LAKSANA_* variable is wrong; the text names the variable, its value (masked when secret) and the remedy."""

    def __init__(self, variable: str, complaint: str, *, remedy: str) -> None:
        super().__init__(f"{variable}: {complaint}; {remedy}")
        self.variable = variable


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginLimits:
    """What one call of a plugin's function should take at most, and after what time and memory it costs its process."""

    budget: timedelta = timedelta(milliseconds=250)
    longest: timedelta = timedelta(seconds=5)
    megabytes: int = 512

    @property
    def busiest(self) -> timedelta:
        """What one call may compute before it costs its process: a busy machine is no excuse for that."""
        return 2 * self.longest / 5

    @property
    def loading(self) -> timedelta:
        """What the import of a plugin may take: it reads files and libraries, which no call needs to."""
        return 12 * self.longest


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an installation chose; None for a service means its embedded default under `home`. No secret is in repr."""

    home: Path
    database_url: str | None = field(repr=False)
    database_owner_url: str | None = field(repr=False)
    database_province_url: str | None = field(repr=False)
    database_backup_url: str | None = field(repr=False)
    database_pool_size: int
    requests_per_person: int
    requests_per_office: int
    s3_endpoint: str | None
    s3_access_key: str | None = field(repr=False)
    s3_secret_key: str | None = field(repr=False)
    s3_bucket: str
    s3_region: str
    s3_public_endpoint: str | None
    master_key: bytes | None = field(repr=False)
    master_key_previous: bytes | None = field(repr=False)
    backup_recipient: str | None
    backup_identity: str | None = field(repr=False)
    unfinished_uploads_kept: timedelta
    finished_jobs_kept: timedelta
    plugins: PluginLimits
    clamd: ClamdAddress | None
    signing: Signing
    bsre_url: str | None
    bsre_username: str | None = field(repr=False)
    bsre_password: str | None = field(repr=False)
    bsre_ca_file: Path | None
    bind: Bind
    public_url: str
    trusted_proxies: tuple[Network, ...]
    metrics_bind: Bind | None
    otlp_endpoint: str | None
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
    _refuse_incomplete(given)
    bind = _read(given, "LAKSANA_BIND", setting_values.bind) or Bind(host="127.0.0.1", port=8080)
    settings = Settings(
        home=_read(given, "LAKSANA_HOME", setting_values.home) or Path(".laksana").absolute(),
        database_url=_read(given, "LAKSANA_DATABASE_URL", setting_values.database_url),
        database_owner_url=_read(given, "LAKSANA_DATABASE_OWNER_URL", setting_values.database_url),
        database_province_url=_read(given, "LAKSANA_DATABASE_PROVINCE_URL", setting_values.database_url),
        database_backup_url=_read(given, "LAKSANA_DATABASE_BACKUP_URL", setting_values.database_url),
        database_pool_size=_read(given, "LAKSANA_DATABASE_POOL_SIZE", setting_values.pool_size) or 10,
        requests_per_person=_rate(given, "LAKSANA_REQUESTS_PER_PERSON", 20),
        requests_per_office=_rate(given, "LAKSANA_REQUESTS_PER_OFFICE", 60),
        s3_endpoint=_read(given, "LAKSANA_S3_ENDPOINT", setting_values.origin),
        s3_access_key=_read(given, "LAKSANA_S3_ACCESS_KEY", setting_values.word),
        s3_secret_key=_read(given, "LAKSANA_S3_SECRET_KEY", setting_values.word),
        s3_bucket=_read(given, "LAKSANA_S3_BUCKET", setting_values.bucket) or "laksana",
        s3_region=_read(given, "LAKSANA_S3_REGION", setting_values.word) or "us-east-1",
        s3_public_endpoint=_read(given, "LAKSANA_S3_PUBLIC_ENDPOINT", setting_values.origin),
        master_key=_read(given, "LAKSANA_MASTER_KEY", setting_values.master_key),
        master_key_previous=_read(given, "LAKSANA_MASTER_KEY_PREVIOUS", setting_values.master_key),
        backup_recipient=_read(given, "LAKSANA_BACKUP_RECIPIENT", setting_values.recipient),
        backup_identity=_read(given, "LAKSANA_BACKUP_IDENTITY", setting_values.identity),
        unfinished_uploads_kept=_read(given, "LAKSANA_UNFINISHED_UPLOAD_DAYS", setting_values.days) or _A_DAY,
        finished_jobs_kept=_read(given, "LAKSANA_FINISHED_JOB_DAYS", setting_values.days) or 30 * _A_DAY,
        plugins=_plugin_limits(given),
        clamd=_read(given, "LAKSANA_CLAMD", setting_values.clamd),
        signing=_read(given, "LAKSANA_SIGNING", setting_values.signing) or Signing.LOCAL,
        bsre_url=_read(given, "LAKSANA_BSRE_URL", setting_values.web_url),
        bsre_username=_read(given, "LAKSANA_BSRE_USERNAME", setting_values.word),
        bsre_password=_read(given, "LAKSANA_BSRE_PASSWORD", setting_values.word),
        bsre_ca_file=_read(given, "LAKSANA_BSRE_CA_FILE", setting_values.file),
        bind=bind,
        public_url=_read(given, "LAKSANA_PUBLIC_URL", setting_values.web_url) or f"http://{bind}",
        trusted_proxies=_read(given, "LAKSANA_TRUSTED_PROXIES", setting_values.networks) or (),
        metrics_bind=_read(given, "LAKSANA_METRICS_BIND", setting_values.bind),
        otlp_endpoint=_read(given, "LAKSANA_OTLP_ENDPOINT", setting_values.web_url),
        log_level=_read(given, "LAKSANA_LOG_LEVEL", setting_values.log_level) or LogLevel.INFO,
        log_format=_read(given, "LAKSANA_LOG_FORMAT", setting_values.log_format) or LogFormat.CONSOLE,
    )
    _refuse_one_login(settings)
    _refuse_unused_bsre(settings)
    _refuse_keyless(settings)
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
        "LAKSANA_DATABASE_BACKUP_URL",
        "LAKSANA_MASTER_KEY",
        "LAKSANA_MASTER_KEY_PREVIOUS",
        "LAKSANA_BACKUP_IDENTITY",
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
        *_SECRETS,
        "LAKSANA_SIGNING",
        "LAKSANA_HOME",
        "LAKSANA_DATABASE_POOL_SIZE",
        "LAKSANA_BACKUP_RECIPIENT",
        "LAKSANA_UNFINISHED_UPLOAD_DAYS",
        "LAKSANA_FINISHED_JOB_DAYS",
        "LAKSANA_REQUESTS_PER_PERSON",
        "LAKSANA_REQUESTS_PER_OFFICE",
        "LAKSANA_PLUGIN_BUDGET_MS",
        "LAKSANA_PLUGIN_LIMIT_MS",
        "LAKSANA_PLUGIN_MEMORY_MB",
        "LAKSANA_CLAMD",
        "LAKSANA_BIND",
        "LAKSANA_PUBLIC_URL",
        "LAKSANA_TRUSTED_PROXIES",
        "LAKSANA_METRICS_BIND",
        "LAKSANA_OTLP_ENDPOINT",
        "LAKSANA_LOG_LEVEL",
        "LAKSANA_LOG_FORMAT",
    }
)
_MASK = "***"
_A_DAY = timedelta(days=1)


def _read(given: Mapping[str, str], name: str, parse: Callable[[str], _T]) -> _T | None:
    value = given.get(name)
    if value is None:
        return None
    try:
        return parse(value)
    except WrongValue as wrong:
        raise SettingError(name, f"{_shown(name, value)!r} {wrong.complaint}", remedy=wrong.remedy) from None


def _shown(name: str, value: str) -> str:
    if name not in _SECRETS:
        return value
    # Where a malformed URL's password ends cannot be known, so that only its beginning is shown.
    scheme, separator, _ = value.partition("://")
    return f"{scheme}://{_MASK}" if separator and scheme.isalnum() else _MASK


def _rate(given: Mapping[str, str], name: str, usual: int) -> int:
    rate = _read(given, name, setting_values.rate)
    return usual if rate is None else rate  # 0 has a meaning of its own


def _plugin_limits(given: Mapping[str, str]) -> PluginLimits:
    usual = PluginLimits()
    return PluginLimits(
        budget=_read(given, "LAKSANA_PLUGIN_BUDGET_MS", setting_values.milliseconds) or usual.budget,
        longest=_read(given, "LAKSANA_PLUGIN_LIMIT_MS", setting_values.milliseconds) or usual.longest,
        megabytes=_read(given, "LAKSANA_PLUGIN_MEMORY_MB", setting_values.megabytes) or usual.megabytes,
    )


def _refuse_misspelt(given: Mapping[str, str]) -> None:
    # Not every unknown name: Kubernetes sets LAKSANA_SERVICE_HOST and the like for a service named laksana.
    words = [name.removeprefix("LAKSANA_") for name in sorted(KNOWN)]
    for name in sorted(given.keys() - KNOWN):
        for near in get_close_matches(name.removeprefix("LAKSANA_"), words, n=1, cutoff=0.8):
            raise SettingError(name, "is no setting of Laksana", remedy=f"did you mean LAKSANA_{near}?")


def _refuse_incomplete(given: Mapping[str, str]) -> None:
    # A web server or worker needs no owner; whoever migrates logs in as all three.
    named = _DATABASE if "LAKSANA_DATABASE_OWNER_URL" in given else _LOGINS_AT_WORK
    _refuse_halves(given, named, hint="the application, its migrations and the province log in separately")
    _refuse_halves(given, _STORAGE, hint="an S3 endpoint is used with its own keys")
    _refuse_halves(given, _BSRE, hint="the Esign Client Service is asked with its own login, and its answers verified")
    _refuse_companions(given)


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


def _refuse_keyless(settings: Settings) -> None:
    if settings.master_key is None and not settings.embeds_postgres():
        raise SettingError(
            "LAKSANA_MASTER_KEY",
            "is not set although LAKSANA_DATABASE_URL names a database of your own",
            remedy="set it to 32 random bytes in base64, from: openssl rand -base64 32",
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
