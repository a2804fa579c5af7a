"""What is logged does not say who the people are."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from laksana_infra.logging import MASK, configure_logging, mask_event, mask_text
from laksana_infra.settings import LogFormat, LogLevel


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (root.level, root.handlers[:])
    stream = io.StringIO()
    yield stream
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    structlog.reset_defaults()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("NIK 1604014708670002 tidak ada", f"NIK {MASK} tidak ada"),
        ("Eka1604014708670002", f"Eka{MASK}"),
        ("1604 0147 0867 0002", MASK),
        ("NIP 19750812 200012 1 003.", f"NIP {MASK}."),
        ("hubungi 0812-3456-7890 ya", f"hubungi {MASK} ya"),
        ("+62 812 3456 789", MASK),
        ("(0731) 321654", MASK),
        ("Authorization: Bearer lks_AbC-123.def~x", f"Authorization: Bearer {MASK}"),
        ("GET /a?X-Amz-Signature=abc123&X-Amz-Expires=60", f"GET /a?X-Amz-Signature={MASK}&X-Amz-Expires=60"),
        ("postgresql://laksana_app:pa55@db/laksana", f"postgresql://{MASK}@db/laksana"),
        ("DETAIL:  Key (nik)=(Budi) already exists.", f"DETAIL:  Key ({MASK}) already exists."),
        ("Failing row contains (1, Budi).", f"Failing row contains ({MASK})."),
    ],
)
def test_numbers_and_secrets_are_masked_in_any_text(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "018f6a2e-1111-7222-8333-444455556666",
        "f" + "1" * 63,
        "2026-11-21T22:55:31.851000Z",
        "nomor 462/013.a/KEP/2024",
        "127.0.0.1:15112",
    ],
)
def test_ids_digests_and_times_stay_readable(text: str) -> None:
    assert mask_text(text) == text


def test_personal_keys_are_masked_at_any_depth_and_codes_are_not() -> None:
    event = {
        "event": "case_opened",
        "applicant_name": "Siti",
        "nik": 1604014708670002,
        "count": 3,
        "seconds": 0.12345678901234567,
        "person": {"alamatRumah": "Jl. Letnan 1", "rows": [{"birthDate": "1967-08-07", "code": "NIK_FORMAT"}]},
        "number": 1604014708670002,
        "content": b"%PDF",
    }

    assert mask_event(None, "info", event) == {
        "event": "case_opened",
        "applicant_name": MASK,
        "nik": MASK,
        "count": 3,
        "seconds": 0.12345678901234567,
        "person": {"alamatRumah": MASK, "rows": [{"birthDate": MASK, "code": "NIK_FORMAT"}]},
        "number": MASK,
        "content": "[4 bytes]",
    }


@pytest.mark.parametrize("form", list(LogFormat))
def test_the_text_of_an_exception_is_masked(log: io.StringIO, form: LogFormat) -> None:
    configure_logging(level=LogLevel.INFO, format=form, stream=log)

    try:
        raise ValueError("1604014708670002 is not known")
    except ValueError:
        structlog.get_logger("laksana.cases").exception("lookup_failed", phone="0812", case_id="c1")

    assert "1604014708670002" not in log.getvalue()
    assert "0812" not in log.getvalue()
    assert f"ValueError: {MASK} is not known" in log.getvalue()


def test_a_library_that_logs_in_its_own_way_is_masked_too(log: io.StringIO) -> None:
    configure_logging(level=LogLevel.INFO, format=LogFormat.JSON, stream=log)

    logging.getLogger("procrastinate").warning("job %s failed", "1604014708670002", extra={"address": "Jl. Letnan 1"})
    logging.getLogger("botocore.auth").debug("secret")
    logging.getLogger("laksana").debug("too light")

    (line,) = log.getvalue().splitlines()
    entry = json.loads(line)
    assert entry["event"] == f"job {MASK} failed"
    assert entry["address"] == MASK
    assert (entry["level"], entry["logger"]) == ("warning", "procrastinate")
