"""The signed letter of a joint dispatch is withdrawn, before or after its cases have left."""

import pytest
from tests.support.joint_dispatches import Joint, composed, joint_until
from tests.support.world import World

from laksana.cases.queries import cases_of_ids
from laksana.dispatches.inputs import WithdrawDispatch
from laksana.dispatches.queries import dispatch_by_id
from laksana.dispatches.withdraw_dispatch import withdraw_dispatch
from laksana_tenants.errors import Invalid


async def test_before_it_left_its_cases_are_free_for_a_new_letter_with_another_number(world: World) -> None:
    joint = await joint_until(world, Joint.signed)
    with pytest.raises(Invalid) as refused:
        await joint.do(withdraw_dispatch, WithdrawDispatch(dispatch_id=joint.id, reason="  "), "STAF")

    await joint.do(withdraw_dispatch, WithdrawDispatch(dispatch_id=joint.id, reason="Salah tujuan."), "KADIS")
    again = await composed(world, *joint.cases)
    for reach in (Joint.drafted, Joint.initialled, Joint.finalised):
        await reach(again)

    assert [found.code for found in refused.value.findings] == ["role.not_held", "letter.withdrawal_unreasoned"]
    with world.inside():
        first, second = await dispatch_by_id(joint.id), await dispatch_by_id(again.id)
    assert (first.status, first.number is not None, first.number != second.number) == ("WITHDRAWN", True, True)


async def test_after_it_left_its_cases_stay_with_the_institution(world: World) -> None:
    joint = await joint_until(world, Joint.sent)

    await joint.do(withdraw_dispatch, WithdrawDispatch(dispatch_id=joint.id, reason="Salah tujuan."), "KADIS")

    with world.inside():
        cases = await cases_of_ids([case.id for case in joint.cases])
    assert {case.step for case in cases.values()} == {"jawaban_sentra"}
    with pytest.raises(Invalid) as refused:
        await joint.do(withdraw_dispatch, WithdrawDispatch(dispatch_id=joint.id, reason="Sekali lagi."), "KADIS")
    assert [found.code for found in refused.value.findings] == ["batch.stage"]
