"""What waits for somebody besides the tasks of cases: joint dispatches, hand-overs to answer, answers to look at."""

from datetime import timedelta

from tests.support.handovers import REASON, Handing, handing
from tests.support.joint_dispatches import STAGES, composed
from tests.support.registers import by_hand
from tests.support.world import World

from laksana.correspondence.give_number import give_number
from laksana.correspondence.inputs import GiveNumber
from laksana.desk.queries import desk_of
from laksana.dispatches.queries import dispatches_of_cases
from laksana.handover.inputs import SentHandoverAct
from laksana.handover.note_answer import note_answer
from laksana.handover.remind import RemindOfHandover, remind_of_handover
from laksana.handover.views import HandoverStatus
from laksana_tenants.views import NumberSource, TenantView

__all__ = ["handing"]


async def desk(world: World, role: str, office: TenantView | None = None) -> list[str]:
    """What waits for the office's holder of that role."""
    by = await world.actor(role, office)
    with world.inside(office):
        return [task.kind.value for task in await desk_of(by)]


async def test_a_joint_dispatch_waits_for_whose_turn_it_is(world: World) -> None:
    joint = await composed(world, await world.drive_to("surat_pengantar"))
    turns = []

    for reach in STAGES:
        turns.append([(role, kind) for role in ("STAF", "KABID", "KADIS") for kind in await desk(world, role)])
        await reach(joint)

    assert turns == [
        [("STAF", "DRAFT_DISPATCH")],
        [("KABID", "PARAF_DISPATCH")],
        [("KADIS", "FINALISE_DISPATCH")],
        [("STAF", "SIGN_DISPATCH")],
        [("STAF", "SEND_DISPATCH")],
    ]
    assert await desk(world, "STAF") == []
    with world.inside():
        (view,) = (await dispatches_of_cases([joint.cases[0].id]))[joint.cases[0].id]
    assert (view.id, view.status) == (joint.id, "SENT")


async def test_a_joint_letter_waits_for_the_number_that_the_registry_gives(world: World) -> None:
    joint = await composed(world, await world.drive_to("surat_pengantar"))
    await joint.drafted()
    await by_hand(world, "SURAT_KELUAR")
    early = await desk(world, "TU")
    await joint.initialled()
    asked = await desk(world, "TU")

    given = GiveNumber(number="400.9/7/DINSOS/2026", source=NumberSource.MANUAL, dispatch_id=joint.id)
    await world.act(give_number, given, "TU")

    assert (early, asked, await desk(world, "TU")) == ([], ["NUMBER_DISPATCH"], [])
    assert await desk(world, "KADIS") == ["FINALISE_DISPATCH"]
    await joint.finalised()
    assert joint.last.ids["number"] == "400.9/7/DINSOS/2026"


async def test_a_hand_over_waits_for_who_answers_and_its_answer_for_who_sent_it(handing: Handing) -> None:
    world, sender, receiver = handing.world, handing.lamandau, handing.palangka_raya
    handover_id = await handing.delivered()
    offered = await desk(world, "KABID", receiver)
    world.clock.advance(timedelta(days=10))
    with world.inside(sender):
        await remind_of_handover(RemindOfHandover(sent_handover_id=handover_id))
    unanswered = await desk(world, "KABID", sender)

    await handing.answer(handover_id, HandoverStatus.RETURNED, REASON)
    await world.drain()

    assert (offered, unanswered) == (["ANSWER_HANDOVER"], ["HANDOVER_UNANSWERED"])
    assert await desk(world, "KABID", receiver) == []
    assert await desk(world, "KABID", sender) == ["HANDOVER_ANSWERED"]
    await world.act(note_answer, SentHandoverAct(handover_id=handover_id), "KABID", sender)
    assert await desk(world, "KABID", sender) == []
