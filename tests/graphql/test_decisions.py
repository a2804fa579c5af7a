"""Decisions beside the printed way over GraphQL: done once, seen in the case and the inbox, refused in Indonesian."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import pytest_asyncio
from tests.support.decisions import DEATH, DECIDING, every_decision
from tests.support.graphql import Answer, data, refusal
from tests.support.world import World, set_up

from laksana_graphql.types.procedures import ACTS
from laksana_infra.scope import Scope, scoped
from laksana_tenants.actor import Actor
from laksana_tenants.directory import officers_on
from laksana_tenants.resolve import actor_of

DECLARE = """
mutation ($g: DeclareEmergencyInput!) { declareEmergency(input: $g) {
  __typename
  ... on EmergencyDeclared { version case { emergencyConfirmBy owedPapers tasks { kind label due role { code } } } }
  ... on Refused { findings { code field message } }
} }"""
LETTERS = """
query ($id: UUID!) { case(id: $id) { letters {
  kind replaces { id } replacedBy { draft } withdraws { id } withdrawnBy { kind } draftChanges { field text }
} } }"""
WITHDRAW = """
mutation ($g: WithdrawLetterInput!) { withdrawLetter(input: $g) {
  __typename ... on LetterWithdrawn { letter { stage withdrawnAt number } case { step } }
  ... on Refused { findings { code field } }
} }"""


@pytest.fixture
def office(world: World) -> Iterator[World]:
    """Lahat, working by the SOP that allows every decision."""
    with every_decision():
        yield world


@pytest_asyncio.fixture
async def sumsel(office: World) -> Actor:
    province = await set_up("sumatera_selatan")
    day = office.clock.now().date()
    with scoped(Scope(province.id)):
        found = await actor_of(next(iter(await officers_on(day))), day)
    assert found is not None
    return found


async def emergency(world: World, **changed: object) -> Answer:
    case_id = (await world.open_case()).case_id
    told = world.clock.now() - timedelta(hours=1)
    return {
        "key": world.key(),
        "caseId": str(case_id),
        "authorisedBy": str((await world.actor("KABID")).officer_id),
        "channel": "WHATSAPP",
        "toldAt": told.isoformat(),
        "reason": "Pemohon pingsan.",
    } | changed


async def test_an_emergency_is_declared_once_and_asks_the_head_to_confirm_it(office: World) -> None:
    staf, given = await office.actor("STAF"), await emergency(office)

    first = (await data(staf, DECLARE, {"g": given}))["declareEmergency"]
    again = (await data(staf, DECLARE, {"g": given}))["declareEmergency"]

    assert first == again
    assert first["__typename"] == "EmergencyDeclared"
    assert (first["case"]["emergencyConfirmBy"], first["case"]["owedPapers"]) == ("2026-11-19", 0)
    (asked,) = [task for task in first["case"]["tasks"] if task["kind"] == "CONFIRM_EMERGENCY"]
    assert (asked["role"], asked["label"]) == ({"code": "KADIS"}, "Kukuhkan keadaan darurat")
    assert asked["due"].startswith("2026-11-19T")


async def test_a_moment_without_its_offset_is_refused_before_anything_is_read(office: World) -> None:
    staf, given = await office.actor("STAF"), await emergency(office, toldAt="2026-11-16T08:00:00")

    code, message = await refusal(staf, DECLARE, {"g": given})

    assert "bukan waktu dengan zonanya" in message
    assert code == "graphql.not_a_moment"


async def test_a_withdrawn_letter_says_so_and_the_case_stands_where_it_is_made(office: World) -> None:
    drive = await office.drive_to("kirim")
    letter = drive.letters["surat_pengantar"]
    given = {"key": office.key(), "caseId": str(drive.id), "letterId": str(letter), "reason": "Alamat keliru."}

    said = (await data(await office.actor("KADIS"), WITHDRAW, {"g": given}))["withdrawLetter"]

    assert (said["__typename"], said["case"]) == ("LetterWithdrawn", {"step": "surat_pengantar"})
    assert (said["letter"]["stage"], said["letter"]["withdrawnAt"]) == ("WITHDRAWN", office.clock.now().isoformat())
    await drive.draft("surat_pengantar")
    await drive.draft("surat_pengantar")
    case = (await data(await office.actor("KABID"), LETTERS, {"id": str(drive.id)}))["case"]
    old, notice, new = (one for one in case["letters"] if one["kind"] in {"surat_pengantar", "surat_pencabutan"})
    assert (old["replacedBy"], old["withdrawnBy"]) == ({"draft": 2}, {"kind": "surat_pencabutan"})
    assert (notice["withdraws"], notice["draftChanges"]) == ({"id": str(letter)}, [])
    assert (new["replaces"], new["withdraws"], new["draftChanges"]) == ({"id": str(letter)}, None, [])


async def test_a_case_shows_owner_services_and_referrals_to_its_office_and_codes_to_the_province(
    office: World, sumsel: Actor
) -> None:
    drive = await office.drive_to("selesai")

    case = (
        await data(
            await office.actor("STAF"),
            """query ($id: UUID!) { case(id: $id) {
              core { spmOwner } spmOwnership { owner until } services { item label }
              referrals { step institution result label queuedOn } } }""",
            {"id": str(drive.id)},
        )
    )["case"]
    seen = await data(
        sumsel,
        """{ provinceReferrals(filter: {result: ASSESSED_FIT}) { nodes { caseId office { slug } institution } }
          provinceReferralCounts(by: [RESULT]) { result referrals }
          provinceCounts(by: [SPM_OWNER]) { spmOwner cases } }""",
    )

    assert case["core"] == {"spmOwner": "PROVINCE"}
    assert [span["owner"] for span in case["spmOwnership"]] == ["KABUPATEN", "PROVINCE"]
    assert [given["item"] for given in case["services"]] == ["GUIDANCE", "AIDS", "REFERRAL"]
    assert [(one["step"], one["result"]) for one in case["referrals"]] == [
        ("jawaban_sentra", "ASSESSMENT_SCHEDULED"),
        ("hasil_sentra", "ASSESSED_FIT"),
    ]
    assert seen["provinceReferrals"]["nodes"] == [
        {"caseId": str(drive.id), "office": {"slug": "lahat"}, "institution": "sentra_budi_perkasa"}
    ]
    assert seen["provinceReferralCounts"] == [
        {"result": "ASSESSED_FIT", "referrals": 1},
        {"result": "ASSESSMENT_SCHEDULED", "referrals": 1},
    ]
    assert seen["provinceCounts"] == [{"spmOwner": "PROVINCE", "cases": 1}]


async def test_an_sop_says_how_a_case_may_end_early_and_what_is_asked_then(office: World) -> None:
    found = await data(
        await office.actor("STAF"),
        """{ procedures { slug emergency { withinWorkingDays confirmedBy { code } } deviationBy { code }
          reopenedBy { code } exits { act formSchema } } }""",
    )

    (lahat,) = [procedure for procedure in found["procedures"] if procedure["slug"] == DECIDING.slug]
    exits = {leave["act"]: leave["formSchema"] for leave in lahat["exits"]}
    assert set(exits) == {act.value for act in ACTS.values()}
    (death,) = exits["RECORD_DEATH"]["$defs"].values()
    assert set(death["properties"]) == set(DEATH)
    assert lahat["emergency"] == {"withinWorkingDays": 3, "confirmedBy": [{"code": "KADIS"}]}
    assert (lahat["deviationBy"], lahat["reopenedBy"]) == ([{"code": "KADIS"}], [{"code": "KADIS"}, {"code": "KABID"}])
