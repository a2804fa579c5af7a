"""Each rule of `laksana sop check` remarks on a plugin that breaks it, and on nothing else of that plugin."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pytest
from click.testing import CliRunner

from laksana.procedures.loader import load_registry
from laksana_kit.check.opened import releases_of
from laksana_kit.check.rule import Subject
from laksana_kit.check.rules import PLAYING, RULES
from laksana_sdk.findings import Finding
from laksana_sdk.forms import Form
from laksana_sdk.procedure import CaseFacts, Outcome, Release, Step, Wait, WorkingDays
from laksana_sdk.published import folder_hash
from laksana_sdk.roles import PEKSOS, Role
from laksana_sdk.sheet import TimeBasis
from laksana_tenants.provision.packaged import packs_folder
from laksana_tenants.provision.staffed import staffed_roles
from laksana_web.cli.commands import laksana

SLUG = "asistensi_rehabilitasi"
SOUND = releases_of(SLUG)[0]
Broken = Callable[[Release], Release]


class Unlabelled(Form, frozen=True):
    tanpa_label: Annotated[str, "no Meta"]


def with_steps(change: Callable[[Any], Any]) -> Broken:
    def broken(release: Release) -> Release:
        steps = tuple(change(node) for node in release.procedure.steps)
        return replace(release, procedure=replace(release.procedure, steps=steps))

    return broken


def at(slug: str, **changes: object) -> Broken:
    return with_steps(lambda node: replace(node, **changes) if node.slug == slug else node)


def with_sheet(**changes: Any) -> Broken:  # noqa: ANN401 - fields of a sheet
    def broken(release: Release) -> Release:
        sheet: Any = replace(release.procedure.sheet, **changes)
        return replace(release, procedure=replace(release.procedure, sheet=sheet))

    return broken


def with_row(number: int = 1, **changes: object) -> Broken:
    def broken(release: Release) -> Release:
        rows: list[Any] = list(release.procedure.sheet.langkah)
        rows[number - 1] = replace(rows[number - 1], **changes)
        return with_sheet(langkah=tuple(rows))(release)

    return broken


def with_file(name: str, text: str) -> Broken:
    def broken(release: Release) -> Release:
        (release.folder / name).write_text(text, "utf-8")
        return release

    return broken


def without_file(name: str) -> Broken:
    def broken(release: Release) -> Release:
        (release.folder / name).unlink()
        return release

    return broken


def with_lonely_step(release: Release, then: str) -> Release:
    lonely = Step("sendiri", label="Sendiri", implied="nobody comes here", by=release.procedure.intake.by, then=then)
    steps = (*release.procedure.steps, lonely)
    return replace(release, procedure=replace(release.procedure, steps=steps))


def raises(form: Form, facts: CaseFacts) -> tuple[Finding, ...]:
    raise KeyError("no such choice")


NO_CASES = hashlib.sha256(b"").hexdigest()
OTHER_BYTES = f"""published:
  - {{release: "r1", published_on: "2026-01-05", rules: 1, sha256: "{"0" * 64}", golden: "{NO_CASES}"}}
"""


def published(text: str) -> Broken:
    """Published so, with a file of golden cases that is empty now."""

    def broken(release: Release) -> Release:
        golden = release.folder.parent / "golden" / "r1.jsonl"
        golden.parent.mkdir()
        golden.touch()
        (release.folder.parent / "published.yaml").write_text(text, "utf-8")
        return release

    return broken


def with_own_bytes_and_other_cases(release: Release) -> Release:
    own = OTHER_BYTES.replace("0" * 64, folder_hash(release.folder, rules=1)).replace(NO_CASES, "1" * 64)
    return published(own)(release)


def after_a_draft(release: Release) -> Release:
    (release.folder.parent / "r0").mkdir()
    (release.folder.parent / "r0" / "procedure.py").touch()
    return release


def with_golden_case(release: Release) -> Release:
    golden = release.folder.parent / "golden" / "r1.jsonl"
    golden.parent.mkdir()
    golden.write_text('{"name": "case-1", "ends": "COMPLETED", "state": "0"}\n', "utf-8")
    return release


FIRST = SOUND.procedure.sheet.langkah[0]
WAIT = next(node for node in SOUND.procedure.steps if isinstance(node, Wait))
HELD = frozenset(role.code for role in SOUND.procedure.roles())
BREAKING: dict[str, Broken] = {
    "outcome.never_taken": at("periksa_berkas", papers=(), validators=()),
    "role.unknown": at("laporkan", by=Role("LURAH", "Lurah")),
    "role.not_held": at("laporkan", by=PEKSOS),
    "letter.not_set": with_file("templates/tanda_terima.typ", "#isi.tidak_ada"),
    "step.unreachable": lambda release: with_lonely_step(release, "laporkan"),
    "decision.one_sided": with_row(keputusan=("Ya", "Tidak")),
    "wait.no_reminder": at(WAIT.slug, remind=WorkingDays(days=0)),
    "form.unlabelled": at("laporkan", form=Unlabelled, validators=(), core=None, services=None),
    "letter.no_template": without_file("templates/kekurangan_berkas.typ"),
    "import.foreign": with_file("meddling.py", "import laksana.cases.queries\n"),
    "case.fails": at("laporkan", validators=(raises,)),
    "golden.not_replayed": with_golden_case,
    "release.changed": published(OTHER_BYTES),
    "golden.changed": with_own_bytes_and_other_cases,
    "golden.none_kept": after_a_draft,
    "letter.unused_template": with_file("templates/lama.typ", "nothing"),
    "sheet.blank_header": with_sheet(disahkan_oleh=None),
    "sheet.empty_list": with_sheet(peralatan=()),
    "sheet.law_repeated": with_sheet(dasar_hukum=("UU 13/2011", "uu  13/2011")),
    "sheet.row_number": with_row(no="9"),
    "sheet.no_time": with_row(waktu=SOUND.procedure.sheet.langkah[6].waktu),
    "sheet.time_basis": with_row(waktu=replace(FIRST.waktu, basis=TimeBasis.UNKNOWN)),
    "sheet.no_output": with_row(output=None),
    "sheet.lone_branch": with_row(2, keputusan=("Lengkap",)),
}


def copied(folder: Path) -> Release:
    shutil.copytree(SOUND.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return replace(SOUND, folder=folder)


def trapped(release: Release) -> Release:
    lonely = with_lonely_step(release, "sendiri")
    node: Any = lonely.procedure.step("periksa_berkas")
    return at(node.slug, outcomes=(*node.outcomes, Outcome("lain", "Lain", then="sendiri")))(lonely)


BREAKING["step.no_end"] = trapped


def remarks(release: Release, code: str | None = None) -> set[tuple[str, str]]:
    subject = Subject(release, held=HELD)
    rules = [rule for rule in RULES if rule.code == code or rule.code not in PLAYING]
    return {(rule.code, remark.what) for rule in rules for remark in rule.look(subject)}


KNOWN = remarks(SOUND)


def test_every_rule_has_a_plugin_that_breaks_it() -> None:
    assert {*BREAKING} == {rule.code for rule in RULES}


@pytest.mark.parametrize("code", BREAKING)
def test_a_rule_remarks_on_the_plugin_that_breaks_it_and_no_other_rule_does(code: str, tmp_path: Path) -> None:
    broken = BREAKING[code](copied(tmp_path / "r1"))

    found = remarks(broken, code) - KNOWN

    assert {rule for rule, _ in found} == {code}


def test_the_installed_plugins_have_warnings_alone_at_lines_that_exist() -> None:
    result = CliRunner().invoke(laksana, ["sop", "check", "--format", "json"])

    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert {one["severity"] for one in found} == {"WARNING"}
    assert {Path(one["file"]).parents[1].name for one in found} == {*load_registry().slugs}
    for one in found:
        assert 1 <= one["line"] <= len(Path(one["file"]).read_text("utf-8").splitlines())
    law = next(one for one in found if one["code"] == "sheet.law_repeated")
    assert "dasar_hukum" in Path(law["file"]).read_text("utf-8").splitlines()[law["line"] - 1]


def test_a_plugin_in_a_folder_is_checked_and_an_error_ends_with_one(tmp_path: Path) -> None:
    home = tmp_path / "plugin" / "src" / "laksana_sop" / "percobaan"
    shutil.copytree(SOUND.folder.parent, home, ignore=shutil.ignore_patterns("__pycache__"))
    for file in home.rglob("*.py"):
        file.write_text(file.read_text("utf-8").replace(SLUG, "percobaan"), "utf-8")
    (home / "r1" / "meddling.py").write_text("import laksana.cases\n", "utf-8")

    result = CliRunner().invoke(laksana, ["sop", "check", str(tmp_path / "plugin"), "--format", "github"])

    assert result.exit_code == 1
    assert "title=import.foreign::imports laksana.cases;" in result.stdout
    assert result.stdout.count("::error ") == 1


def test_with_an_offices_pack_a_role_that_nobody_holds_there_is_an_error() -> None:
    result = CliRunner().invoke(laksana, ["sop", "check", SLUG, "--pack", "lamandau"])

    assert result.exit_code == 1
    assert "role.not_held: nobody holds ANALIS (Analis Kebijakan) there" in result.stdout
    assert result.stdout.count(" ERROR ") == 1
    assert staffed_roles(packs_folder() / "lahat", on=date(2026, 11, 2)) >= HELD
    assert staffed_roles(packs_folder() / "lahat", on=date(2023, 12, 29)) == frozenset()


def test_what_is_no_plugin_is_named_without_a_traceback(tmp_path: Path) -> None:
    result = CliRunner().invoke(laksana, ["sop", "check", str(tmp_path)])

    assert result.exit_code == 1
    assert "bukan SOP yang terpasang" in result.stderr
    assert "Traceback" not in result.stderr
