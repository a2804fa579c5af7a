"""What a procedure may not say of itself: each fault is found when the plugin is loaded."""

from dataclasses import replace
from typing import Any

import pytest
from tests.support.small_procedure import COMPLETED, SMALL

from laksana_sdk.procedure import AnyNode, EmergencyRule, Exit, Outcome, ProcedureError, working_days
from laksana_sdk.roles import ANALIS, KASI, STAF
from laksana_sdk.states import Status


def changed(slug: str, **details: Any) -> tuple[AnyNode, ...]:  # noqa: ANN401 - fields of any step
    """The small procedure's steps with one of them changed."""
    return tuple(replace(node, **details) if node.slug == slug else node for node in SMALL.steps)


def onward(status: Status) -> tuple[Outcome, ...]:
    return (Outcome("lengkap", "Lengkap", then="disposisi", status=status), Outcome("kurang", "Kurang", then=COMPLETED))


def through(slug: str) -> Exit:
    return replace(SMALL.cancel, through=slug)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"steps": changed("periksa", outcomes=onward(Status.COMPLETED))},
         "the outcome 'lengkap' of step 'periksa' leads on to 'disposisi' with the status COMPLETED"),
        ({"steps": changed("periksa", outcomes=onward(Status.RETURNED))},
         "the outcome 'lengkap' of step 'periksa' leads on to 'disposisi' with the status RETURNED"),
        ({"steps": changed("kunjungan", status=Status.REJECTED)}, "step 'kunjungan' has the status REJECTED"),
        ({"steps": changed("kunjungan", then="terima")}, "step 'kunjungan' leads back to the intake 'terima'"),
        ({"cancel": through("terima")}, "the exit 'cancel' leads through the intake 'terima'"),
        ({"steps": changed("kematian", then="kematian")},
         "the exit 'deceased' leads through 'kematian', from where 'kematian' comes round again"),
        ({"steps": changed("tutup", outcomes=onward(Status.VERIFIED)), "cancel": through("kunjungan")},
         "the exit 'cancel' leads through 'kunjungan', from where 'kunjungan' comes round again"),
        ({"cancel": through("lompat")}, "the exit 'cancel' names the step 'lompat'"),
        ({"cancel": replace(SMALL.cancel, status=Status.VERIFIED)}, "the exit 'cancel' has the status VERIFIED"),
    ],
)  # fmt: skip
def test_a_procedure_that_contradicts_itself_is_refused(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(ProcedureError, match=fault):
        replace(SMALL, **changes)


def test_a_way_out_may_pass_a_waiting_list_and_a_return() -> None:
    procedure = replace(SMALL, cancel=through("jawaban"))

    assert procedure.exits["cancel"].through == "jawaban"


def test_the_roles_of_a_procedure_name_everybody_who_may_decide_beside_the_way() -> None:
    rule = EmergencyRule(authorised_by=(KASI,), confirmed_by=(ANALIS,), within=working_days(1))

    named = {role.code for role in replace(SMALL, deviation_by=(STAF,), emergency=rule).roles()}

    assert named - {role.code for role in SMALL.roles()} == {"KASI", "ANALIS"}
