"""Joint dispatches over GraphQL: two cases under one letter, who is asked, and what is refused."""

from tests.support.graphql import Answer, ask, data
from tests.support.joint_dispatches import Joint, two_cases
from tests.support.world import World

from laksana.dispatches.views import DispatchChanged, DispatchStatus

COMPOSE = """
mutation ($g: ComposeDispatchInput!) { composeDispatch(input: $g) {
  __typename
  ... on DispatchComposed { dispatchId dispatch {
    status awaits { code } openCases unansweredCases items { place case { id step } result } } }
  ... on Refused { findings { code field } } ... on NotFound { thing }
} }"""
SEND = """
mutation ($g: SendDispatchInput!) { sendDispatch(input: $g) {
  __typename
  ... on DispatchSent { dispatch { status receiptNumber openCases unansweredCases items { caseStatus } } }
  ... on Refused { findings { code message } }
} }"""
LIST = "{ dispatches(status: SENT) { nodes { id institution number reason } } procedures { batch { kind steps } } }"


async def test_two_cases_are_composed_sent_and_listed(world: World) -> None:
    first, second = await two_cases(world)
    staf = await world.actor("STAF")
    given: Answer = {"institution": "sentra_budi_perkasa", "caseIds": [str(first.id), str(second.id)]}

    made = (await data(staf, COMPOSE, {"g": {"key": world.key(), **given}}))["composeDispatch"]
    again = (await data(staf, COMPOSE, {"g": {"key": world.key(), **given}}))["composeDispatch"]
    joint = Joint(
        world=world,
        cases=(first, second),
        last=DispatchChanged(dispatch_id=made.pop("dispatchId"), status=DispatchStatus.DRAFT, ids={}),
    )
    early = await sent(joint, world)
    for reach in (Joint.drafted, Joint.initialled, Joint.finalised, Joint.signed):
        await reach(joint)
    left = await sent(joint, world)
    listed = await data(staf, LIST)

    assert made["dispatch"] == {
        "status": "DRAFT",
        "awaits": [{"code": "STAF"}],
        "openCases": 2,
        "unansweredCases": 2,
        "items": [
            {"place": 1, "case": {"id": str(first.id), "step": "surat_pengantar"}, "result": None},
            {"place": 2, "case": {"id": str(second.id), "step": "surat_pengantar"}, "result": None},
        ],
    }
    assert [finding["code"] for finding in again["findings"]] == ["batch.taken", "batch.taken"]
    assert [finding["code"] for finding in early["findings"]] == ["batch.stage"]
    assert left["dispatch"] == {
        "status": "SENT",
        "receiptNumber": "P2611160001",
        "openCases": 2,
        "unansweredCases": 2,
        "items": [{"caseStatus": "AWAITING_OUTSIDE"}, {"caseStatus": "AWAITING_OUTSIDE"}],
    }
    (shown,) = listed["dispatches"]["nodes"]
    assert shown["institution"] == "sentra_budi_perkasa"
    assert shown["reason"] is None
    assert {"kind": "rekap_usulan", "steps": ["surat_pengantar", "kirim"]} in [
        procedure["batch"] for procedure in listed["procedures"]
    ]


async def sent(joint: Joint, world: World) -> Answer:
    asked = joint.sending()
    given = {
        "key": world.key(),
        "dispatchId": str(joint.id),
        "courier": asked.courier,
        "receiptNumber": asked.receipt_number,
        "sentOn": asked.sent_on.isoformat(),
        "form": asked.form,
    }
    answer = await ask(await world.actor("STAF"), SEND, {"g": given})
    assert answer["errors"] == []
    found: Answer = answer["data"]["sendDispatch"]
    return found
