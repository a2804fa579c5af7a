"""A case passes from Lamandau to Palangka Raya over GraphQL."""

from tests.support import files, forms
from tests.support.files import picture, served
from tests.support.graphql import data
from tests.support.handovers import NAME, NIK, Handing, handing
from tests.support.world import SOP

__all__ = ["handing"]

HAND_OVER = """
mutation ($g: HandOverCaseInput!) { handOverCase(input: $g) {
  __typename
  ... on CaseHandedOver { round handover { toOffice status statusLabel fields attachmentIds sentBy { name } } }
  ... on Refused { findings { code field message } } ... on Conflict { message }
} }"""
RECEIVED = """
{ receivedHandovers(status: DELIVERED) { nodes { id fromOffice status round caseId envelope {
  sop note facts { field label value } papers { id purpose fileName sha256 } forms { sop form } } } } }"""
OPEN_PAPER = """
mutation ($g: OpenReceivedPaperInput!) { openReceivedPaper(input: $g) {
  __typename ... on DocumentOpened { url } ... on NotFound { thing } } }"""
ACCEPT = """
mutation ($g: AcceptHandoverInput!) { acceptHandover(input: $g) {
  __typename ... on HandoverAccepted { handover { status answeredBy { name } } }
  ... on Conflict { message } ... on Refused { findings { code message } } } }"""
OPEN = """
mutation ($g: OpenCaseInput!) { openCase(input: $g) {
  __typename ... on CaseOpened { case { id attachments { purpose stage } } } ... on Refused { findings { code } } } }"""
CASE = """
query ($id: UUID!) { case(id: $id) { handovers {
  status deliveredAt answeredAt openedAt minutesHere minutesThere answer } } }"""


async def test_a_case_passes_to_another_office_and_its_sender_sees_what_becomes_of_it(handing: Handing) -> None:
    world = handing.world
    sender, decider = await world.actor("KABID", handing.lamandau), await world.actor("KABID", handing.palangka_raya)
    counter = await world.actor("STAF", handing.palangka_raya)

    given = {
        "key": world.key(), "caseId": str(handing.case_id), "toOffice": "palangka_raya", "fields": ["NAME", "NIK"],
        "attachmentIds": [str(handing.paper_id)], "note": "Pindah.",
    }  # fmt: skip
    sent = (await data(sender, HAND_OVER, {"g": given}))["handOverCase"]
    await world.drain()
    (offered,) = (await data(counter, RECEIVED))["receivedHandovers"]["nodes"]
    (paper,) = offered["envelope"]["papers"]
    asked = {"handoverId": offered["id"], "paperId": paper["id"]}
    url = (await data(counter, OPEN_PAPER, {"g": asked}))["openReceivedPaper"]["url"]
    content, _ = await files.get(url)
    answer = {"key": world.key(), "handoverId": offered["id"], "note": "Kami lanjutkan."}
    accepted = (await data(decider, ACCEPT, {"g": answer}))["acceptHandover"]
    opening = {"key": world.key(), "sop": SOP, "form": forms.laporan(name=NAME, nik=NIK), "handoverId": offered["id"]}
    opened = (await data(counter, OPEN, {"g": opening}))["openCase"]
    await world.drain()
    (seen,) = (await data(sender, CASE, {"id": str(handing.case_id)}))["case"]["handovers"]

    assert sent == {
        "__typename": "CaseHandedOver",
        "round": 1,
        "handover": {
            "toOffice": "palangka_raya",
            "status": "SENT",
            "statusLabel": "Dikirim",
            "fields": ["NAME", "NIK"],
            "attachmentIds": [str(handing.paper_id)],
            "sentBy": {"name": sender.name},
        },
    }
    assert (offered["fromOffice"], offered["status"], offered["round"]) == ("lamandau", "DELIVERED", 1)
    assert offered["envelope"]["facts"] == [
        {"field": "NAME", "label": "Nama", "value": NAME},
        {"field": "NIK", "label": "NIK", "value": NIK},
    ]
    assert {"sop": SOP, "form": {"pemohon": {"name": NAME, "nik": NIK}}} in offered["envelope"]["forms"]
    assert content == served(picture())
    assert accepted["handover"] == {"status": "ACCEPTED", "answeredBy": {"name": decider.name}}
    assert opened["case"]["attachments"] == [{"purpose": "pc_ktp", "stage": "PROMOTED"}]
    assert (seen["status"], seen["answer"]) == ("ACCEPTED", "Kami lanjutkan.")
    assert None not in (seen["deliveredAt"], seen["answeredAt"], seen["openedAt"])
    assert (seen["minutesHere"], seen["minutesThere"]) == (0, 0)


async def test_what_stands_against_a_hand_over_is_said_in_the_answer(handing: Handing) -> None:
    sender = await handing.world.actor("KABID", handing.lamandau)
    given = {"caseId": str(handing.case_id), "fields": ["NAME"]}

    nowhere = {**given, "key": handing.world.key(), "toOffice": "atlantis"}
    refused = (await data(sender, HAND_OVER, {"g": nowhere}))["handOverCase"]
    await handing.send()
    again = {**given, "key": handing.world.key(), "toOffice": "palangka_raya"}
    conflict = (await data(sender, HAND_OVER, {"g": again}))["handOverCase"]

    assert [(found["code"], found["field"]) for found in refused["findings"]] == [
        ("handover.no_such_office", "to_office")
    ]
    assert conflict == {
        "__typename": "Conflict",
        "message": "Kasus ini sudah diserahkan ke palangka_raya (status: Dikirim). Tunggu jawabannya, "
        "atau kirim ulang bila dikembalikan.",
    }
