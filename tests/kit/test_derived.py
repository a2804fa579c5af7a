"""Each derived test fails on a procedure that lacks what it asks for, and says so in a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import pytest

from laksana_kit.check.opened import UnopenedPluginError
from laksana_kit.scaffold.planting import plant
from laksana_kit.testing import Clock, InventedOffice, Perform, PlayedCase, RefusedError, derive
from laksana_kit.testing.derived import JUDGED
from laksana_kit.testing.home import releases_beside
from laksana_kit.testing.trial import Trial
from laksana_sdk.findings import Finding, error
from laksana_sdk.forms import Form, line
from laksana_sdk.letters import LetterFacts
from laksana_sdk.procedure import CaseFacts, Procedure, Release, WorkingDays
from laksana_sdk.roles import KADIS, TU
from laksana_sdk.states import Status

Broken = Callable[[Procedure], Procedure]


class Perkara(Form, frozen=True, kw_only=True):
    """A form of which no filling is ever accepted."""

    perkara: Annotated[str, line("Perkara")]


def never(_form: Form, _facts: CaseFacts) -> tuple[Finding, ...]:
    return (error("form.wrong_value", field="perkara", reason="apa pun isinya"),)


def unsaid(_form: Form, _facts: CaseFacts) -> tuple[Finding, ...]:
    return (error("tidak.dikenal"),)


def unknowing(facts: LetterFacts) -> Mapping[str, Any]:
    return {"agenda": (facts.agenda_number or "").upper(), "kantor": facts.institution.name}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Release:
    sheet = Path(__file__).parent / "kunjungan.yaml"
    folder = plant("kunjungan_diuji", sheet=sheet, folder=tmp_path_factory.mktemp("plugins")).folder
    return releases_beside(folder / "tests" / "test_kunjungan_diuji.py")[0]


def at(place: int, **changes: Any) -> Broken:  # noqa: ANN401 - fields of a step
    def broken(procedure: Procedure) -> Procedure:
        steps: list[Any] = list(procedure.steps)
        steps[place] = replace(steps[place], **changes)
        return replace(procedure, steps=tuple(steps))

    return broken


def with_lonely(procedure: Procedure, place: int, **changes: Any) -> Procedure:  # noqa: ANN401 - fields of a step
    like: Any = procedure.steps[place]
    lonely = replace(like, slug="sendiri", row=None, implied="nobody comes here", **changes)
    return replace(procedure, steps=(*procedure.steps, lonely))


def with_lonely_letter(procedure: Procedure) -> Procedure:
    node: Any = procedure.steps[5]
    return with_lonely(procedure, 5, letter=replace(node.letter, kind="sendiri"))


def with_helpless_letter(procedure: Procedure) -> Procedure:
    node: Any = procedure.steps[5]
    return at(5, letter=replace(node.letter, context=unknowing))(procedure)


def raising(_form: Form, _facts: CaseFacts) -> tuple[Finding, ...]:
    raise KeyError("no such choice")


BROKEN: dict[str, tuple[Broken, str]] = {
    "judge_every_case_goes_on_to_an_end": (at(0, validators=(raising,)), "KeyError: 'no such choice'"),
    "judge_the_step_is_carried_out": (at(1, form=Perkara, validators=(never,)), "against it stood: form.wrong_value"),
    "judge_a_case_takes_the_outcome": (at(3, form=Perkara, validators=(never,)), "no case took the outcome 'ya'"),
    "judge_the_role_is_asked_and_acts": (at(1, form=Perkara, validators=(never,)), "nobody acted as KASI"),
    "judge_the_wait_reminds_somebody": (lambda procedure: with_lonely(procedure, 4), "nobody is reminded of 'sendiri'"),
    "judge_the_letter_is_made_and_has_its_template": (with_lonely_letter, "no case made the letter 'sendiri'"),
    "judge_no_filled_form_makes_its_functions_raise": (at(6, validators=(unsaid,)), "UnknownFindingCode"),
    "judge_the_letter_can_be_written_whatever_is_known": (with_helpless_letter, "AttributeError"),
    "judge_the_check_has_no_error": (at(4, remind=WorkingDays(days=0)), "reminds after 0 days"),
}


def faults(release: Release, wanted: str) -> list[str]:
    trial = Trial(release, cases=6)
    return [
        fault
        for judge, things in JUDGED
        if judge.__name__ == wanted
        for thing in things(trial)
        if (fault := judge(trial, thing))
    ]


@pytest.mark.parametrize("judgement", BROKEN)
def test_a_judgement_stands_against_the_procedure_that_breaks_it(judgement: str, sound: Release) -> None:
    broken, said = BROKEN[judgement]
    release = replace(sound, procedure=broken(sound.procedure))

    found = faults(release, judgement)

    assert found
    assert said in " ".join(found)


def test_the_derived_tests_are_named_as_sentences_about_each_thing(sound: Release) -> None:
    tests = derive(sound.folder.parents[3] / "tests" / "test_kunjungan_diuji.py")

    params = {
        f"{name}[{param.id}]" for name, test in vars(tests).items() if name.startswith("test_")
        for param in test.pytestmark[0].args[1]
    }  # fmt: skip
    assert {
        "test_every_case_goes_on_to_an_end[r1]",
        "test_a_case_takes_the_outcome[r1-menelaah_laporan_kunjungan.tidak]",
        "test_the_role_is_asked_and_acts[r1-KASI]",
        "test_the_wait_reminds_somebody[r1-memberi_tanggapan_tertulis]",
        "test_the_early_end_ends_a_case[r1-cancel]",
    } <= params


def test_a_test_file_outside_of_a_plugin_is_told_where_it_belongs(tmp_path: Path) -> None:
    with pytest.raises(UnopenedPluginError, match="put it beside src/laksana_sop"):
        derive(tmp_path / "test_x.py")


@pytest.fixture
def procedure(sound: Release) -> Procedure:
    """What the kit's fixtures play here."""
    return sound.procedure


def test_a_case_is_played_by_naming_its_steps(case: PlayedCase, perform: Perform, clock: Clock) -> None:
    perform("mencatat_permohonan_kunjungan", pemohon={"name": "Siti Rohani", "nik": None})
    clock.advance(days=1)
    perform("kepala_seksi_menunjuk").perform("melakukan_kunjungan_rumah")
    perform("menelaah_laporan_kunjungan", "ya").perform("memberi_tanggapan_tertulis", "sudah")
    perform("penandatanganan_surat_keterangan").perform("selesaikan", "dilayani", note="Selesai.")

    assert (case.status, case.outcome) == (Status.COMPLETED, "DILAYANI")
    assert case.letters == ("tanda_terima", "surat_langkah_6")
    assert ("Nama", "Siti Rohani") in case.said("surat_langkah_6")["pemohon"]
    assert case.events[-1].at.date() - case.events[0].at.date() == timedelta(days=1)


def test_what_stands_against_a_step_is_raised_with_its_codes_and_nothing_has_happened(
    case: PlayedCase, perform: Perform
) -> None:
    before = case.state

    with pytest.raises(RefusedError) as refused:
        perform("mencatat_permohonan_kunjungan", pemohon={"nik": "160410520351999"})

    assert "identity.nik_incomplete" in refused.value.codes
    assert case.state == before
    with pytest.raises(RefusedError) as forbidden:
        perform("mencatat_permohonan_kunjungan", by=KADIS)
    assert forbidden.value.codes == ["role.not_held"]
    with pytest.raises(AssertionError, match="stands at 'mencatat_permohonan_kunjungan'"):
        perform("selesaikan", "dilayani")


def test_a_case_may_end_early_in_a_test_too(case: PlayedCase, perform: Perform, office: InventedOffice) -> None:
    perform("mencatat_permohonan_kunjungan")

    case.leave("cancel", by=TU)

    assert case.status is Status.CANCELLED
    assert {*office.holding(TU, KADIS).roles} == {"TU", "KADIS"}
