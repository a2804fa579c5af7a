"""The page behind the link of a hand-over: an institution without an account reads what it was sent, and answers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath
from litestar.response import Redirect

from laksana.handover.answer_by_link import answer_by_link
from laksana.handover.inputs import Reply
from laksana.handover.link import LinkToken, read_token
from laksana.handover.read_by_link import LinkedHandover, linked_paper_url, read_by_link
from laksana_infra.setting_values import Network
from laksana_sdk import findings
from laksana_sdk.findings import text
from laksana_tenants.errors import Invalid
from laksana_web.pages.limit import page_limit
from laksana_web.pages.page import page
from laksana_web.pages.problems import PAGE_EXCEPTION_HANDLERS

PATH: Final = "/serah-terima"
SEE_OTHER: Final = 303

LABELS: Final = {
    "admitted_on": "Tanggal klien dapat masuk",
    "bed": "Kamar / tempat tidur",
    "conditions": "Syarat",
    "queue_position": "Nomor urut daftar tunggu",
    "papers_wanted": "Berkas yang diminta",
    "reason_code": "Alasan",
    "reason": "Penjelasan",
    "replied_by": "Nama yang menjawab",
    "replied_as": "Jabatan",
}
_TEXTS: Final = ("bed", "conditions", "papers_wanted", "reason_code", "reason")
_SHUT: Final = "Tautan ini tidak berlaku, atau tidak berlaku lagi. Mintalah tautan baru kepada kantor yang mengirimnya."


@get("/{secret:str}")
async def show_handover(secret: FromPath[str]) -> Response[str]:
    """What was sent, how it stands, and where an answer is still expected the ways to give it."""
    found = await read_by_link(read_token(secret))
    return _shown(secret, found) if found else _shut()


@get("/{secret:str}/berkas/{paper:uuid}")
async def show_paper(secret: FromPath[str], paper: FromPath[UUID]) -> Response[str] | Redirect:
    """The way to one of its papers, open for a minute."""
    url = await linked_paper_url(read_token(secret), paper)
    return Redirect(url, status_code=SEE_OTHER) if url else _shut()


@post("/{secret:str}", status_code=SEE_OTHER)
async def answer_handover(request: Request[object, object, State], secret: FromPath[str]) -> Response[str] | Redirect:
    """The answer recorded, then the page anew; a second sending of the same form changes nothing."""
    token = read_token(secret)
    filled = {name: str(value).strip() for name, value in (await request.form()).items()}
    try:
        known = await answer_by_link(token, _reply(filled), seen_answers=_whole(filled.get("seen", ""), "seen") or 0)
    except Invalid as refusal:
        return await _again(token, secret, filled, refusal)
    return Redirect(f"{PATH}/{secret}", status_code=SEE_OTHER) if known else _shut()


def handover_pages(trusted: Sequence[Network] = ()) -> Router:
    """The pages under /serah-terima with their limit, which looks behind these proxies; the link is all one needs."""
    return Router(
        path=PATH,
        route_handlers=[show_handover, show_paper, answer_handover],
        exception_handlers=PAGE_EXCEPTION_HANDLERS,
        middleware=[page_limit("handover", trusted)],
    )


async def _again(token: LinkToken, secret: str, filled: Mapping[str, str], refusal: Invalid) -> Response[str]:
    """The page with what was filled in, and what stands against it."""
    found = await read_by_link(token)
    if found is None:
        return _shut()
    said = [f"{LABELS[one.field]}: {text(one)}" if one.field in LABELS else text(one) for one in refusal.findings]
    return _shown(secret, found, filled=filled, against=said)


def _shown(
    secret: str, found: LinkedHandover, *, filled: Mapping[str, str] | None = None, against: list[str] | None = None
) -> Response[str]:
    context = {
        "handover": found,
        "here": f"{PATH}/{secret}",
        "labels": LABELS,
        "filled": filled or {},
        "against": against or [],
    }
    return page("handover.html", context, status=422 if against else 200, has_form=found.may_be_answered)


def _shut() -> Response[str]:
    """The same for a link that never was, is over, or was revoked."""
    return page("problem.html", {"sentences": [_SHUT]}, status=404)


def _reply(filled: Mapping[str, str]) -> Reply:
    """The answer as it was filled in; raises Invalid for a day or number that is none."""
    return Reply(
        answer=filled.get("answer", ""),
        admitted_on=_day(filled.get("admitted_on", "")),
        queue_position=_whole(filled.get("queue_position", ""), "queue_position"),
        replied_by=filled.get("replied_by", ""),
        replied_as=filled.get("replied_as", ""),
        **{name: filled.get(name) or None for name in _TEXTS},
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Invalid((findings.error("form.not_a_date", field="admitted_on", value=written[:40]),)) from None


def _whole(written: str, field: str) -> int | None:
    if not written:
        return None
    if not (written.isascii() and written.isdecimal() and len(written) < 9):
        raise Invalid((findings.error("form.not_a_number", field=field, value=written[:40]),))
    return int(written)
