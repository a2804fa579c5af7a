"""Set the offices up, serve, play the case, probe the walls, keep the letters."""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx

from laksana_infra import clock
from laksana_infra.scope import Scope, scoped
from laksana_infra.settings import Settings
from laksana_tenants.calendar import local_day
from laksana_tenants.errors import NotFound
from laksana_tenants.provision.packaged import packaged_packs
from laksana_tenants.queries import tenant_by_slug
from laksana_tenants.resolve import officers_for_role
from laksana_tenants.views import HolderView, TenantView
from laksana_web.administration import apply_office, new_token
from laksana_web.app import build_app
from laksana_web.demo.probe import leaks
from laksana_web.demo.report import CaseReport, DemoReport, LetterReport
from laksana_web.demo.screen import DemoError, Screen, Spoken
from laksana_web.demo.story import People, Story
from laksana_web.demo.words import SOP
from laksana_web.server import listening
from laksana_web.serving import bring_up_to_date, working
from laksana_web.wiring import running

OFFICE, OTHER_OFFICE = "lahat", "lamandau"

Tell = Callable[[str], None]


async def play(settings: Settings, *, out: Path, tell: Tell) -> DemoReport:
    """The demonstration's facts, with every letter as PDF in the folder `out`; its seconds are still to be said.

    Raises DemoError when anything goes otherwise than the story says.
    """
    await bring_up_to_date(settings)
    tell("Basis data siap")
    async with running(settings), working(settings), listening(build_app(settings), settings.bind):
        for pack in packaged_packs():
            await apply_office(pack)
        tell(f"{len(packaged_packs())} kantor disiapkan dari paketnya")
        async with httpx.AsyncClient(timeout=30) as http:
            return await _played(http, f"http://{settings.bind}/graphql", out, tell)


async def _played(http: httpx.AsyncClient, url: str, out: Path, tell: Tell) -> DemoReport:
    spoken: list[Spoken] = []
    office = await _office(OFFICE)
    people = await _people(http, url, office, spoken)
    story = Story(people=people, today=_today(office), tell=tell)
    await story.play()
    letters = await _kept_letters(story, out)
    tell(f"{len(letters)} surat disimpan di {out}")
    stranger = await _holder(other := await _office(OTHER_OFFICE), "STAF")
    outsider = Screen(http=http, url=url, token=await new_token(other.slug, stranger.officer_code))
    found = await leaks(outsider, list(spoken))
    tell(f"BOCOR ke {other.name}: {', '.join(found)}" if found else f"{other.name} tidak menemukan kasus ini")
    return DemoReport(cases=(await _case_report(story, letters),), isolation_probe_ok=not found, seconds=0)


async def _people(http: httpx.AsyncClient, url: str, office: TenantView, spoken: list[Spoken]) -> People:
    screens, staf_id = {}, ""
    for role in ("STAF", "ANALIS", "KABID", "KADIS"):
        holder = await _holder(office, role)
        token = await new_token(office.slug, holder.officer_code)
        screens[role.lower()] = Screen(http=http, url=url, token=token, spoken=spoken)
        staf_id = str(holder.officer_id) if role == "STAF" else staf_id
    return People(**screens, staf_id=staf_id)


async def _office(slug: str) -> TenantView:
    found = await tenant_by_slug(slug)
    if found is None:
        raise NotFound("tenant", slug)
    return found


async def _holder(office: TenantView, role: str) -> HolderView:
    with scoped(Scope(office.id)):
        holders = await officers_for_role(role, _today(office))
    if not holders:
        raise DemoError(f"{office.name} tidak punya pemangku peran {role} hari ini; periksa people.yaml dan posts.yaml")
    return holders[0]


def _today(office: TenantView) -> date:
    return local_day(clock.now(), office.timezone)


async def _kept_letters(story: Story, out: Path) -> tuple[LetterReport, ...]:
    staf = story.people.staf
    case = await staf.ask("case", id=story.case_id)
    kept = []
    for place, letter in enumerate(case["letters"], start=1):
        opened = await staf.read("open_letter", letterId=letter["id"], which="FINAL")
        content = (await staf.http.get(opened["url"])).raise_for_status().content
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 != letter["finalSha256"]:
            raise DemoError(f"surat {letter['kind']}: berkas yang diunduh bukan naskah yang dicatat ({sha256})")
        path = out / f"{place:02}_{letter['kind']}.pdf"
        path.write_bytes(content)
        kept.append(LetterReport(kind=letter["kind"], number=letter["number"], sha256=sha256, path=str(path)))
    return tuple(kept)


async def _case_report(story: Story, letters: tuple[LetterReport, ...]) -> CaseReport:
    case = await story.people.staf.ask("case", id=story.case_id)
    events = Counter(entry["kind"] for entry in case["timeline"])
    steps = {entry["data"]["step"] for entry in case["timeline"] if "step" in entry["data"]}
    return CaseReport(
        sop=SOP,
        tenant=OFFICE,
        state=case["status"],
        steps=len(steps),
        events=dict(sorted(events.items())),
        attachments=len(case["attachments"]),
        letters=letters,
    )
