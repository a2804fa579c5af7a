"""An office's list of letter classes: by national schemes and codes of its own, changed over New Year."""

from datetime import date
from pathlib import Path

import pytest

from laksana_infra.connection import Connection
from laksana_infra.database import TenantEngine
from laksana_infra.scope import Scope, scoped
from laksana_tenants import queries
from laksana_tenants.classification import Scheme, national_classes
from laksana_tenants.numbering import written
from laksana_tenants.provision.apply_pack import apply_pack
from laksana_tenants.provision.plan_pack import plan_pack

OVER_NEW_YEAR = """\
schemes:
  - scheme: "LAMA"
    valid_from: "2012-01-01"
    valid_until: "2026-12-31"
  - scheme: "2022"
    valid_from: "2027-01-01"
codes:
  - code: "460"
    name: "Sosial"
    valid_from: "2012-01-01"
    valid_until: "2026-12-31"
    successor: "400.9"
"""
CLASSES = "select code, valid_from, valid_until, scheme from classification where code = any($1) order by 1, 2"


def numbered_with(pack: Path, code: str) -> None:
    """The register of outgoing letters is numbered with this class."""
    settings = pack / "tenant.yaml"
    settings.write_text(settings.read_text("utf-8").replace('"400.9"', f'"{code}"'), "utf-8")


def test_the_national_classes_are_those_that_are_known_and_no_more() -> None:
    known = {(one.scheme, one.code): one.name for one in national_classes()}

    assert len(known) == len(national_classes()) == 35
    assert known[Scheme.LAMA, "462"] == "Tuna Sosial"
    assert known[Scheme.PERMENDAGRI_83_2022, "400.9"] == "Sosial"
    assert [code for scheme, code in known if code.startswith("400.9.")] == []


async def test_an_office_changes_its_scheme_over_new_year(lahat: Scope, lahat_pack: Path, owner: Connection) -> None:
    numbered_with(lahat_pack, "460")
    (lahat_pack / "classification.yaml").write_text(OVER_NEW_YEAR, "utf-8")

    applied = await apply_pack(lahat_pack)

    # The order to carry out a task keeps its class of the new scheme, which begins only with the year.
    assert [(fault.line, fault.value) for fault in applied.faults] == [(17, "100.3.5")]
    assert (await plan_pack(lahat_pack)).is_empty
    assert [tuple(row.values()) for row in await owner.fetch(CLASSES, ["460", "800"])] == [
        ("460", date(2012, 1, 1), date(2026, 12, 31), None),
        ("800", date(2012, 1, 1), date(2026, 12, 31), "LAMA"),
        # As the pack had it before: ended, not deleted.
        ("800", date(2023, 1, 1), date(2026, 11, 20), "2022"),
        ("800", date(2027, 1, 1), None, "2022"),
    ]
    with scoped(lahat):
        letters = (await queries.office_settings()).number_formats["SURAT_KELUAR"]
    assert written(letters, 7, date(2026, 12, 31)) == "460/7/DINSOS/2026"
    assert written(letters, 1, date(2027, 1, 1)) == "400.9/1/DINSOS/2027"


@pytest.mark.parametrize(
    ("code", "classes", "warned"),
    [
        ("462.9", OVER_NEW_YEAR, ("tenant.yaml", 12, "classification", "462.9")),
        ("400.9", OVER_NEW_YEAR, ("tenant.yaml", 12, "classification", "400.9")),
        ("460", OVER_NEW_YEAR.replace('"400.9"', '"400.99"'), ("classification.yaml", 8, "successor", "400.99")),
    ],
    ids=["unknown", "only from New Year", "unknown successor"],
)
async def test_a_class_that_the_office_does_not_list_is_a_warning_and_is_used_all_the_same(
    code: str, classes: str, warned: tuple[str, int, str, str], lahat_pack: Path, database: TenantEngine
) -> None:
    numbered_with(lahat_pack, code)
    (lahat_pack / "classification.yaml").write_text(classes, "utf-8")

    plan = await plan_pack(lahat_pack)

    found = {(fault.file, fault.line, fault.field, fault.value): fault for fault in plan.faults}
    assert found[warned].finding.code == "pack.class_unknown"
    assert "classification.yaml" in found[warned].sentence()
    assert not plan.is_blocked
    assert plan.rows != ()


async def test_a_pack_without_a_list_of_classes_is_an_office_that_keeps_none(
    lahat_pack: Path, database: TenantEngine
) -> None:
    numbered_with(lahat_pack, "462.9")
    (lahat_pack / "classification.yaml").unlink()

    plan = await plan_pack(lahat_pack)

    assert plan.faults == ()
    assert "classification" not in {row.kind for row in plan.rows}


async def test_a_successor_needs_the_last_day_of_the_class_before_it(lahat_pack: Path, database: TenantEngine) -> None:
    text = OVER_NEW_YEAR.replace('    valid_until: "2026-12-31"\n    successor', "    successor")
    (lahat_pack / "classification.yaml").write_text(text, "utf-8")

    plan = await plan_pack(lahat_pack)

    assert [(fault.finding.code, fault.line, fault.value) for fault in plan.faults] == [("pack.class_end", 11, "400.9")]
    assert plan.rows == ()
