"""The environment is understood or refused before anything starts."""

import base64
from pathlib import Path

import pytest

from laksana_infra.settings import Bind, LogFormat, LogLevel, SettingError, load_settings

KEY = base64.b64encode(bytes(range(32))).decode()
DATABASE = {
    "LAKSANA_DATABASE_URL": "postgresql://laksana_app:rahasia-a@db/laksana",
    "LAKSANA_DATABASE_OWNER_URL": "postgresql://laksana_owner:rahasia-b@db/laksana",
    "LAKSANA_DATABASE_PROVINCE_URL": "postgresql://laksana_province:rahasia-c@db/laksana",
    "LAKSANA_MASTER_KEY": KEY,
}
STORAGE = {
    "LAKSANA_S3_ENDPOINT": "http://s3.local:8333/",
    "LAKSANA_S3_ACCESS_KEY": "AKSES",
    "LAKSANA_S3_SECRET_KEY": "kunci-rahasia",
}


def test_an_empty_environment_means_embedded_services_on_loopback() -> None:
    settings = load_settings({"PATH": "/usr/bin", "LAKSANA_DATABASE_URL": " "})

    assert settings.home == Path(".laksana").absolute()
    assert settings.bind == Bind(host="127.0.0.1", port=8080)
    assert settings.public_url == "http://127.0.0.1:8080"
    assert (settings.log_level, settings.log_format) == (LogLevel.INFO, LogFormat.CONSOLE)
    assert (settings.embeds_postgres(), settings.embeds_storage()) == (True, True)
    assert settings.master_key is None


def test_full_settings_replace_every_embedded_service() -> None:
    more = {"LAKSANA_BIND": "[::1]:9000", "LAKSANA_PUBLIC_URL": "https://dinsos.example/", "LAKSANA_LOG_LEVEL": "debug"}

    settings = load_settings({**DATABASE, **STORAGE, **more, "LAKSANA_S3_BUCKET": "berkas-lahat"})

    assert (settings.embeds_postgres(), settings.embeds_storage()) == (False, False)
    assert settings.s3_endpoint == "http://s3.local:8333"
    assert settings.s3_bucket == "berkas-lahat"
    assert settings.master_key == bytes(range(32))
    assert (settings.bind, str(settings.bind)) == (Bind(host="::1", port=9000), "[::1]:9000")
    assert settings.public_url == "https://dinsos.example"
    assert settings.log_level is LogLevel.DEBUG


def test_no_secret_is_in_the_repr() -> None:
    text = repr(load_settings({**DATABASE, **STORAGE}))

    assert "rahasia" not in text
    assert "AKSES" not in text
    assert repr(bytes(range(32))) not in text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"LAKSANA_BIND": "8080"}, "LAKSANA_BIND: '8080' is no address to listen on; write it as host:port"),
        ({"LAKSANA_CLAMD": "/run/clamav/clamd.ctl"}, "is no address of clamd; write it as unix:/run"),
        ({"LAKSANA_CLAMD": "tcp:clamav"}, "'tcp:clamav' is no address of clamd"),
        ({"LAKSANA_BIND": "0.0.0.0:70000"}, "'0.0.0.0:70000' names no port from 1 to 65535"),
        (
            {"LAKSANA_TRUSTED_PROXIES": "10.0.0.1/8"},
            "'10.0.0.1/8' is no list of networks (10.0.0.1/8 has host bits set)",
        ),
        ({"LAKSANA_TRUSTED_PROXIES": "proxy"}, "write them as 10.0.0.0/8, 192.0.2.7/32"),
        ({"LAKSANA_HOME": __file__}, "is a file; name a folder"),
        ({"LAKSANA_PUBLIC_URL": "dinsos.example"}, "'dinsos.example' is no address of the web"),
        ({"LAKSANA_LOG_LEVEL": "LOUD"}, "'LOUD' is no level; use one of DEBUG, INFO, WARNING, ERROR"),
        ({"LAKSANA_DATABASE_POOL_SIZE": "0"}, "'0' is no number from 1 to 500"),
        ({"LAKSANA_MASTER_KEY": "cmFoYXNpYQ=="}, "LAKSANA_MASTER_KEY: '***' holds 7 bytes, not 32"),
        ({"LAKSANA_MASTER_KEY": "rahasia!"}, "LAKSANA_MASTER_KEY: '***' is not base64"),
        (
            {"LAKSANA_DATABSE_URL": "x"},
            "LAKSANA_DATABSE_URL: is no setting of Laksana; did you mean LAKSANA_DATABASE_URL?",
        ),
        ({"LAKSANA_S3_BUCKET": "berkas"}, "'berkas' is set although LAKSANA_S3_ENDPOINT is not"),
        ({**STORAGE, "LAKSANA_S3_BUCKET": "ab"}, "'ab' is no name of a bucket; use 3 to 54"),
        ({**STORAGE, "LAKSANA_S3_ENDPOINT": "http://s3/berkas"}, "carries a path"),
        ({**DATABASE, "LAKSANA_DATABASE_URL": "postgresql://u:rahasia@db"}, "'postgresql://***' names no database"),
        ({**DATABASE, "LAKSANA_DATABASE_URL": "postgresql://u:raha/sia@db/x"}, "'postgresql://***' is no URL"),
        ({**DATABASE, "LAKSANA_DATABASE_URL": "mysql://u:rahasia@db/x"}, "'mysql://***' does not begin with"),
        (
            {**DATABASE, "LAKSANA_DATABASE_URL": DATABASE["LAKSANA_DATABASE_OWNER_URL"]},
            "LAKSANA_DATABASE_URL: logs in as 'laksana_owner', as another",
        ),
    ],
)
def test_a_wrong_value_names_variable_value_and_remedy(change: dict[str, str], message: str) -> None:
    with pytest.raises(SettingError) as refused:
        load_settings(change)

    assert message in str(refused.value)
    assert "rahasia" not in str(refused.value)
    assert "raha/sia" not in str(refused.value)


def test_the_owners_login_is_left_out_where_nothing_migrates() -> None:
    environ = {**DATABASE, **STORAGE}
    del environ["LAKSANA_DATABASE_OWNER_URL"]

    assert load_settings(environ).database_owner_url is None


@pytest.mark.parametrize("missing", sorted({*DATABASE, *STORAGE} - {"LAKSANA_DATABASE_OWNER_URL"}))
def test_a_half_configured_service_names_what_is_missing(missing: str) -> None:
    environ = {**DATABASE, **STORAGE}
    del environ[missing]

    with pytest.raises(SettingError) as refused:
        load_settings(environ)

    assert refused.value.variable == missing


def test_what_kubernetes_sets_for_a_service_named_laksana_is_no_setting() -> None:
    environ = {
        "LAKSANA_SERVICE_HOST": "10.0.0.1",
        "LAKSANA_PORT": "tcp://10.0.0.1:80",
        "LAKSANA_PORT_80_TCP_PROTO": "tcp",
    }

    assert load_settings(environ) == load_settings({})
