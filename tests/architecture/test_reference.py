"""The reference pages say what the code says."""

import re
from pathlib import Path

import pytest
import yaml

from laksana_infra import settings
from laksana_web import reference

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "platform" / "docs"


@pytest.mark.parametrize("name", sorted(reference.pages()))
def test_a_reference_page_is_what_its_docstrings_make(name: str) -> None:
    made = reference.pages()[name]

    kept = (DOCS / "reference" / name).read_text("utf-8")

    assert kept == made, "run `python -m laksana_web.reference`"


def test_every_setting_is_on_the_settings_page_and_nothing_else() -> None:
    page = (DOCS / "settings.md").read_text("utf-8")

    listed = {
        name
        for row in page.splitlines()
        if row.startswith("|")
        for name in re.findall(r"LAKSANA_\w+", row.split("|")[1])
    }

    assert listed == settings.KNOWN


def test_the_servers_example_names_every_setting_and_nothing_else() -> None:
    example = (ROOT / "infra" / ".env.example").read_text("utf-8")
    compose = yaml.safe_load((ROOT / "infra" / "compose.yaml").read_text("utf-8"))

    named = set(re.findall(r"^#?(LAKSANA_[A-Z0-9_]+)=", example, re.MULTILINE))
    passwords = {f"LAKSANA_{login}_PASSWORD" for login in ("OWNER", "APP", "PROVINCE", "BACKUP")}
    # Inside a container the defaults serve, or another service alone needs it.
    elsewhere = {f"LAKSANA_{name}" for name in ("HOME", "BIND", "S3_REGION", "LOG_FORMAT", "DATABASE_OWNER_URL")}
    elsewhere |= {"LAKSANA_DATABASE_BACKUP_URL", "LAKSANA_BACKUP_RECIPIENT", "LAKSANA_BACKUP_IDENTITY"}

    assert named == settings.KNOWN | passwords
    for part in ("migrate", "backup", "web", "worker"):
        assert set(compose["services"][part]["environment"]) <= settings.KNOWN
    assert set(compose["services"]["web"]["environment"]) == settings.KNOWN - elsewhere
    assert "LAKSANA_DATABASE_OWNER_URL" not in compose["services"]["web"]["environment"]
