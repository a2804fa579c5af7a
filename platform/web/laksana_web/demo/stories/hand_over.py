"""A case passes from one office to another: an envelope with chosen facts and papers, accepted, told back."""

from collections.abc import Iterable

from laksana_web.demo.screen import Answer, DemoError
from laksana_web.demo.under_way import CaseUnderWay, Form

# What the other office needs to begin; the address is left out, because the person has moved.
FIELDS = ("NAME", "NIK", "BIRTH_PLACE", "BIRTH_DATE", "SEX", "PPKS_CATEGORY", "GUARDIAN_CONSENT")


async def handed_over(case: CaseUnderWay, role: str, *, to_office: str, papers: Iterable[str]) -> None:
    """The other office has accepted the case and opened its own from it, and this one knows."""
    await case.act(
        role,
        "hand_over_case",
        toOffice=to_office,
        fields=list(FIELDS),
        attachmentIds=[case.uploaded[paper] for paper in papers],
        note="Mohon ditindaklanjuti.",
    )
    case.tell(f"{role} menyerahkan kasus kepada kantor {to_office}")

    async def mirrored() -> bool:
        (handover,) = (await case.office[role].ask("case_handovers", id=case.case_id))["handovers"]
        return handover["status"] == "ACCEPTED" and handover["openedAt"] is not None

    await case.until(mirrored, f"kantor {to_office} belum membuka kasus yang diserahkan")
    case.tell(f"Kantor {to_office} menerima dan membuka kasusnya; statusnya terlihat di sini")


async def taken_on(case: CaseUnderWay, role: str, *, from_office: str, field: str) -> tuple[str, Form]:
    """The accepted hand-over's id, and the person as the intake form's field begins with them."""
    who = case.office[role]
    found: list[Answer] = []

    async def arrived() -> bool:
        page = await who.ask("received_handovers", status="DELIVERED")
        found.extend(node for node in page["nodes"] if node["fromOffice"] == from_office)
        return bool(found)

    await case.until(arrived, f"serah terima dari kantor {from_office} belum sampai")
    handover_id: str = found[0]["id"]
    envelope = (await who.ask("received_handover", id=handover_id))["envelope"]
    await who.act("accept_handover", handoverId=handover_id)
    case.tell(f"{role} membaca dan menerima kasus dari kantor {from_office}")
    begun = {form["sop"]: form["form"] for form in envelope["forms"]}
    if field not in begun.get(case.sop, {}):
        raise DemoError(f"serah terima dari kantor {from_office} tidak mengisi {field} untuk {case.sop}")
    return handover_id, dict(begun[case.sop][field])
