"""What the people of an office ask and do over GraphQL, on a real database."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from tests.support import forms
from tests.support.files import picture, served
from tests.support.graphql import Answer, ask, data, refusal
from tests.support.world import PAPERS, SOP, World

from laksana.cases.escalate_overdue import escalate_overdue
from laksana.cases.queries import CaseFilter, cases_page
from laksana_tenants.actor import Actor

OPEN = """
mutation ($g: OpenCaseInput!) { openCase(input: $g) {
  __typename
  ... on CaseOpened { version case {
    id status statusLabel step stepLabel version client { label nikMasked } sop { name } } }
  ... on Refused { findings { code severity field message } }
} }"""
RECEIVE = """
mutation ($g: ReceiveCaseInput!) { receiveCase(input: $g) {
  __typename ... on CaseReceived { agendaNumber version case { status version agendaNumber } }
  ... on Refused { findings { code field } } ... on NotFound { thing id message } ... on Conflict { thing id message }
} }"""
INBOX = """
{ inbox { nodes {
  task { kind label role { code } due waitsOutside } assignedToMe waitsFor { code }
  through { post capacityLabel orderNumber } case { id } escalation { at since due toMe asked { code } }
} } }"""


async def opened(world: World, by: Actor, form: Answer | None = None) -> Answer:
    given = {"key": world.key(), "sop": SOP, "form": form or forms.laporan()}
    found: Answer = (await data(by, OPEN, {"g": given}))["openCase"]
    return found


def letter(world: World, case_id: str, **more: object) -> Answer:
    return {"key": world.key(), "caseId": case_id, "sender": "SULASTRI", "subject": "Permohonan kursi roda", **more}


async def test_a_case_is_opened_and_received_with_its_facts_in_the_answer(world: World) -> None:
    staf = await world.actor("STAF")

    made = await opened(world, staf)
    received = (await data(staf, RECEIVE, {"g": letter(world, made["case"]["id"])}))["receiveCase"]

    case_id = made["case"].pop("id")
    assert made == {
        "__typename": "CaseOpened",
        "version": made["version"],
        "case": {
            "status": "DRAFT",
            "statusLabel": "Draf",
            "step": "terima_laporan",
            "stepLabel": made["case"]["stepLabel"],
            "version": made["version"],
            "client": {"label": "SULASTRI", "nikMasked": "1604••••••••0001"},
            "sop": {"name": made["case"]["sop"]["name"]},
        },
    }
    assert str(UUID(case_id)) == case_id
    assert received["agendaNumber"] == received["case"]["agendaNumber"]
    assert received["case"]["version"] == received["version"] > made["version"]


async def test_the_same_key_gives_the_same_answer_and_one_case(world: World) -> None:
    staf = await world.actor("STAF")
    given = {"key": "kunci-0001", "sop": SOP, "form": forms.laporan()}
    first = await data(staf, OPEN, {"g": given})

    again = await data(staf, OPEN, {"g": given})

    assert again == first
    with world.inside():
        assert len(await cases_page(CaseFilter(), size=10)) == 1


async def test_a_faulty_form_is_refused_with_every_finding_and_nothing_is_written(world: World) -> None:
    staf = await world.actor("STAF")

    refused = await opened(world, staf, forms.laporan(nik="160410450760000"))

    assert refused["__typename"] == "Refused"
    assert {(found["severity"], found["field"]) for found in refused["findings"]} == {("ERROR", "pemohon.nik")}
    assert "160410450760000" not in str(refused)
    with world.inside():
        assert await cases_page(CaseFilter(), size=10) == ()


async def test_who_lacks_the_role_is_refused_in_indonesian(world: World) -> None:
    kadis = await world.actor("KADIS")

    refused = await opened(world, kadis)

    assert refused["__typename"] == "Refused"
    assert refused["findings"][0]["message"].endswith(".")
    with world.inside():
        assert await cases_page(CaseFilter(), size=10) == ()


async def test_a_stale_version_is_a_conflict_and_nothing_happens(world: World) -> None:
    staf = await world.actor("STAF")
    case = (await opened(world, staf))["case"]

    answer = await data(staf, RECEIVE, {"g": letter(world, case["id"], expectedVersion=case["version"] - 1)})

    assert answer["receiveCase"]["__typename"] == "Conflict"
    assert (answer["receiveCase"]["thing"], answer["receiveCase"]["id"]) == ("case", case["id"])
    with world.inside():
        (stored,) = await cases_page(CaseFilter(), size=10)
    assert stored.version == case["version"]


async def test_another_offices_case_is_as_unknown_as_one_that_never_was(world: World) -> None:
    case = (await opened(world, await world.actor("STAF")))["case"]
    stranger = await world.actor("STAF", world.lamandau)
    question = "query ($id: UUID!) { case(id: $id) { id } }"
    never = str(uuid4())

    theirs = await data(stranger, RECEIVE, {"g": letter(world, case["id"])})
    nobodys = await data(stranger, RECEIVE, {"g": letter(world, never)})

    assert theirs["receiveCase"]["__typename"] == "NotFound"
    assert str(theirs).replace(case["id"], "ID") == str(nobodys).replace(never, "ID")
    assert await ask(stranger, question, {"id": case["id"]}) == await ask(stranger, question, {"id": never})
    assert (await data(stranger, "{ cases { nodes { id } } inbox { nodes { task { id } } } }")) == {
        "cases": {"nodes": []},
        "inbox": {"nodes": []},
    }


async def test_an_inbox_says_why_it_is_you(world: World) -> None:
    staf = await world.actor("STAF")
    case = (await opened(world, staf))["case"]

    (item,) = (await data(staf, INBOX))["inbox"]["nodes"]

    assert item["task"]["kind"] == "RECEIVE"
    assert item["task"]["label"] == "Terima berkas dan catat di agenda"
    assert item["task"]["role"] == {"code": "STAF"}
    assert item["case"] == {"id": case["id"]}
    assert item["assignedToMe"] is False
    assert (item["waitsFor"], item["escalation"]) == (None, None)
    held = staf.holding_for("STAF")
    assert held is not None
    assert item["through"] == {"post": held.post_title, "capacityLabel": "Pejabat definitif", "orderNumber": None}
    assert (await data(await world.actor("KADIS"), INBOX))["inbox"]["nodes"] == []


async def test_an_inbox_says_who_outside_is_waited_for(world: World) -> None:
    staf = await world.actor("STAF")
    drive = await world.drive_to("jawaban_sentra")

    (item,) = (await data(staf, INBOX))["inbox"]["nodes"]

    assert item["case"] == {"id": str(drive.id)}
    assert item["task"]["kind"] == "OUTSIDE"
    assert item["task"]["waitsOutside"] is True
    assert item["waitsFor"] == {"code": "SENTRA"}


async def test_an_inbox_shows_the_post_above_what_is_overdue_and_who_is_asked_still(world: World) -> None:
    drive = await world.drive_to("laporkan")
    since = world.clock.now()
    world.clock.advance(timedelta(days=1))
    with world.inside():
        assert await escalate_overdue() == 1

    (above,) = (await data(await world.actor("KABID"), INBOX))["inbox"]["nodes"]
    (asked,) = (await data(await world.actor("ANALIS"), INBOX))["inbox"]["nodes"]

    told = above["escalation"]
    assert (above["case"], above["through"]["post"]) == ({"id": str(drive.id)}, "Kepala Bidang Rehabilitasi Sosial")
    assert (told["asked"], told["toMe"]) == ({"code": "ANALIS"}, True)
    assert (told["at"], told["since"]) == (world.clock.now().isoformat(), since.isoformat())
    assert told["since"] < told["due"] < told["at"]
    assert asked["escalation"] == told | {"toMe": False}


async def test_pages_of_cases_and_tasks_follow_each_other_though_rows_come_and_go(world: World) -> None:
    staf = await world.actor("STAF")
    ids = []
    for _ in range(3):
        ids.append((await opened(world, staf, forms.laporan(nik=None)))["case"]["id"])
        world.clock.advance(timedelta(minutes=1))
    question = """query ($c: String, $t: String) {
      cases(first: 2, after: $c) { nodes { id } pageInfo { hasNextPage endCursor } }
      inbox(first: 2, after: $t) { nodes { case { id } } pageInfo { hasNextPage endCursor } } }"""

    first = await data(staf, question)
    # The tasks of the page are replaced before the next page is asked for.
    await data(staf, RECEIVE, {"g": letter(world, ids[1])})
    await opened(world, staf, forms.laporan(nik=None))
    second = await data(
        staf,
        question,
        {"c": first["cases"]["pageInfo"]["endCursor"], "t": first["inbox"]["pageInfo"]["endCursor"]},
    )

    assert [node["id"] for node in first["cases"]["nodes"]] == [ids[2], ids[1]]
    assert [node["id"] for node in second["cases"]["nodes"]] == [ids[0]]
    assert second["cases"]["pageInfo"]["hasNextPage"] is False
    assert [node["case"]["id"] for node in first["inbox"]["nodes"]] == [ids[0], ids[1]]
    assert ids[2] in [node["case"]["id"] for node in second["inbox"]["nodes"]]
    assert ids[0] not in [node["case"]["id"] for node in second["inbox"]["nodes"]]


async def test_what_was_written_in_one_request_is_read_anew_by_its_next_act(world: World) -> None:
    staf = await world.actor("STAF")
    case_id = (await opened(world, staf))["case"]["id"]
    both = """mutation ($r: ReceiveCaseInput!, $c: CheckPapersInput!) {
      receiveCase(input: $r) { ... on CaseReceived { version case { version } } }
      checkPapers(input: $c) { ... on PapersChecked { version case { version timeline { seq } } } } }"""
    checks = [{"paper": PAPERS[1], "result": "MISSING"}]

    answer = await data(
        staf, both, {"r": letter(world, case_id), "c": {"key": world.key(), "caseId": case_id, "checks": checks}}
    )

    received, checked = answer["receiveCase"], answer["checkPapers"]
    assert received["case"]["version"] == received["version"]
    assert checked["case"]["version"] == checked["version"] > received["version"]
    assert [entry["seq"] for entry in checked["case"]["timeline"]] == list(range(1, checked["version"] + 1))


async def test_only_holders_of_a_role_read_what_people_wrote(world: World) -> None:
    staf = await world.actor("STAF")
    case_id = (await opened(world, staf))["case"]["id"]
    question = "query ($id: UUID!) { case(id: $id) { status forms { step form } } }"

    read = await data(staf, question, {"id": case_id})
    kept = await ask(replace(staf, holdings=()), question, {"id": case_id})

    assert read["case"]["forms"] == [{"step": "terima_laporan", "form": forms.laporan()}]
    assert kept["data"] == {"case": {"status": "DRAFT", "forms": None}}
    assert [error["extensions"] for error in kept["errors"]] == [{"code": "FORBIDDEN"}]
    assert "SULASTRI" not in str(kept)


async def test_a_paper_is_uploaded_inspected_and_read_by_short_lived_url(world: World) -> None:
    staf = await world.actor("STAF")
    case_id = (await opened(world, staf))["case"]["id"]
    content = picture()
    given = {
        "key": world.key(), "caseId": case_id, "purpose": "pc_ktp", "fileName": "ktp.png", "contentType": "image/png",
        "length": len(content),
    }  # fmt: skip
    plan = """mutation ($g: PlanUploadInput!) { planUpload(input: $g) { __typename
      ... on UploadPlanned { target { attachmentId url headers { name value } } } } }"""
    confirm = """mutation ($g: ConfirmUploadInput!) { confirmUpload(input: $g) { __typename
      ... on UploadConfirmed { attachment { stage } } ... on Refused { findings { code } } } }"""
    read = """mutation ($g: OpenAttachmentInput!) { openAttachment(input: $g) { __typename
      ... on DocumentOpened { url } ... on Refused { findings { code } } } }"""

    target = (await data(staf, plan, {"g": given}))["planUpload"]["target"]
    file = {"attachmentId": target["attachmentId"]}
    early = await data(staf, confirm, {"g": {"key": world.key(), **file}})
    async with httpx.AsyncClient() as client:
        headers = {header["name"]: header["value"] for header in target["headers"]}
        (await client.put(target["url"], headers=headers, content=content)).raise_for_status()
        confirmed = await data(staf, confirm, {"g": {"key": world.key(), **file}})
        unread = await data(staf, read, {"g": file})
        await world.drain()
        url = (await data(staf, read, {"g": file}))["openAttachment"]["url"]
        fetched = await client.get(url)
    shown = await data(
        staf, "query ($id: UUID!) { attachment(id: $id) { stage fileName findings { code } uploadedBy { name } } }",
        {"id": target["attachmentId"]},
    )  # fmt: skip

    assert early["confirmUpload"] == {"__typename": "Refused", "findings": [{"code": "files.not_uploaded"}]}
    assert confirmed["confirmUpload"]["attachment"] == {"stage": "UPLOADED"}
    assert unread["openAttachment"]["findings"] == [{"code": "files.not_inspected"}]
    assert fetched.content == served(content)
    assert shown["attachment"] == {
        "stage": "PROMOTED", "fileName": "ktp.png", "findings": [], "uploadedBy": {"name": staf.name},
    }  # fmt: skip


async def test_a_letter_is_drafted_initialled_and_read_by_those_who_may(world: World) -> None:
    analis, kabid = await world.actor("ANALIS"), await world.actor("KABID")
    drive = await world.drive_to("surat_pengantar")
    draft = """mutation ($g: DraftLetterInput!) { draftLetter(input: $g) { __typename
      ... on LetterDrafted { letterId draftSha256 letter { title stage draft } }
      ... on Refused { findings { message } } } }"""
    paraf = """mutation ($g: ParafLetterInput!) { parafLetter(input: $g) { __typename
      ... on LetterParafed { letter { parafs { role { code } officer { name } voidAt } } }
      ... on Refused { findings { code } } } }"""
    read = """mutation ($g: OpenLetterInput!) { openLetter(input: $g) { __typename
      ... on DocumentOpened { url } ... on Refused { findings { code } } } }"""

    made = (
        await data(analis, draft, {"g": {"key": world.key(), "caseId": str(drive.id), "letter": "surat_pengantar"}})
    )["draftLetter"]
    asked = {"caseId": str(drive.id), "letterId": made["letterId"]}
    wrong = await data(kabid, paraf, {"g": {"key": world.key(), **asked, "draftSha256": "0" * 64}})
    signed = await data(kabid, paraf, {"g": {"key": world.key(), **asked, "draftSha256": made["draftSha256"]}})
    url = (await data(kabid, read, {"g": {"letterId": made["letterId"], "which": "DRAFT"}}))["openLetter"]["url"]
    unset = await data(kabid, read, {"g": {"letterId": made["letterId"], "which": "FINAL"}})
    strange = await data(replace(kabid, holdings=()), read, {"g": {"letterId": made["letterId"], "which": "DRAFT"}})
    async with httpx.AsyncClient() as client:
        pdf = (await client.get(url)).content

    assert made["letter"]["stage"] == "DRAFTED"
    assert wrong["parafLetter"]["__typename"] == "Refused"
    assert signed["parafLetter"]["letter"]["parafs"] == [
        {"role": {"code": "KABID"}, "officer": {"name": kabid.name}, "voidAt": None}
    ]
    assert pdf.startswith(b"%PDF")
    assert unset["openLetter"]["findings"] == [{"code": "reading.letter_not_set"}]
    assert strange["openLetter"]["findings"] == [{"code": "reading.letter_not_yours"}]


async def test_an_office_shows_its_sops_people_and_institutions(world: World) -> None:
    staf = await world.actor("STAF")

    found = await data(
        staf,
        """{ viewer { name office { slug kind } roles { code } holdings { post roles { code } } }
          procedures { slug release effectiveFrom steps { slug kind row printed formSchema role { code } }
            papers { slug } letters { kind signer { code } } exits { act before through reasons { code } } }
          institutions(first: 100) { nodes { slug kind } }
          officers(role: "KABID") { nodes { id name } pageInfo { hasNextPage } } }""",
    )

    assert found["viewer"]["name"] == staf.name
    assert found["viewer"]["office"] == {"slug": "lahat", "kind": "OFFICE"}
    (sop,) = [sop for sop in found["procedures"] if sop["slug"] == SOP]
    assert [step["slug"] for step in sop["steps"]][:4] == ["terima_laporan", "periksa_berkas", "laporkan", "disposisi"]
    assert sop["steps"][0]["kind"] == "INTAKE"
    assert sop["steps"][0]["formSchema"]["$defs"]
    assert [paper["slug"] for paper in sop["papers"]] == list(PAPERS)
    assert [(leave["act"], leave["before"]) for leave in sop["exits"]][:3] == [
        *(("REJECT", []), ("FORWARD", []), ("CANCEL", ["selesaikan"])),
    ]
    assert {"slug": "sentra_budi_perkasa", "kind": "SENTRA"} in found["institutions"]["nodes"]
    kabid = await world.actor("KABID")
    assert found["officers"]["nodes"] == [{"id": str(kabid.officer_id), "name": kabid.name}]


async def test_people_and_institutions_come_page_by_page(world: World) -> None:
    staf = await world.actor("STAF")
    question = """query ($o: String, $i: String) {
      officers(first: 1, after: $o) { nodes { name } pageInfo { hasNextPage endCursor } }
      institutions(first: 1, after: $i) { nodes { name } pageInfo { hasNextPage endCursor } } }"""

    everybody = await data(staf, "{ officers { nodes { name } } institutions { nodes { name } } }")
    names: dict[str, list[str]] = {"officers": [], "institutions": []}
    cursors: dict[str, str | None] = {"o": None, "i": None}
    for _ in range(max(len(everybody["officers"]["nodes"]), len(everybody["institutions"]["nodes"]))):
        page = await data(staf, question, cursors)
        for field, cursor in (("officers", "o"), ("institutions", "i")):
            names[field] += [node["name"] for node in page[field]["nodes"]]
            cursors[cursor] = page[field]["pageInfo"]["endCursor"] or cursors[cursor]

    assert len(names["officers"]) > 3
    for field in names:
        assert names[field] == [node["name"] for node in everybody[field]["nodes"]]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ('codes: ["16.04", "99"]', ["16.04"]),
        ('childrenOf: "16", first: 1', ["16.01"]),
        ('search: "lahat", level: 2', ["16.04"]),
        ('search: "lahat", level: 99999', []),
        ('search: "   "', []),
    ],
)
async def test_regions_are_found_by_code_by_parent_and_by_word(world: World, asked: str, codes: list[str]) -> None:
    staf = await world.actor("STAF")

    found = await data(staf, f"{{ regions({asked}) {{ code parent {{ code }} }} }}")

    assert [region["code"] for region in found["regions"]] == codes
    assert all(region["parent"] == {"code": "16"} for region in found["regions"])


async def test_regions_want_to_be_asked_for_something(world: World) -> None:
    code, sentence = await refusal(await world.actor("STAF"), "{ regions { code } }")

    assert (code, sentence) == ("REFUSED", "Sebutkan salah satu: search, childrenOf, atau codes.")
