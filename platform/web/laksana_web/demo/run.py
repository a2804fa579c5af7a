"""Set the offices up, serve, play the cases beside each other, probe the walls, keep the letters."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
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
from laksana_web.bounded import bounded
from laksana_web.demo.people import Office
from laksana_web.demo.probe import leaks
from laksana_web.demo.records import damaged
from laksana_web.demo.report import CaseReport, DemoReport, LetterReport
from laksana_web.demo.screen import DemoError, Screen, Spoken
from laksana_web.demo.stories import (
    asistensi_rehabilitasi,
    joint_dispatch,
    lansia_terlantar,
    pemulangan_orang_terlantar,
    rehabilitasi_anak_lansia,
)
from laksana_web.demo.under_way import CaseUnderWay
from laksana_web.server import listening
from laksana_web.serving import bring_up_to_date, working
from laksana_web.wiring import running

Tell = Callable[[str], None]
Story = Callable[..., Awaitable[None]]

_SETTLING_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A story to be played: in which office, by which SOP, and how the audience tells its cases from the others."""

    office: str
    sop: str
    called: tuple[str, ...]
    story: Story


# In the order in which they are reported; they are played at the same time.
SCENES = (
    Scene(office="lahat", sop=asistensi_rehabilitasi.SOP, called=("Lahat",), story=asistensi_rehabilitasi.wheelchair),
    Scene(office="lahat", sop=asistensi_rehabilitasi.SOP, called=("Lahat 2", "Lahat 3"), story=joint_dispatch.recap),
    Scene(office="lamandau", sop=lansia_terlantar.SOP, called=("Lansia",), story=lansia_terlantar.waiting_list),
    Scene(office="lamandau", sop=lansia_terlantar.SOP, called=("Lansia 2",), story=lansia_terlantar.death),
    Scene(office="lamandau", sop=lansia_terlantar.SOP, called=("Lansia 3",), story=lansia_terlantar.move),
    Scene(
        office="lamandau",
        sop=pemulangan_orang_terlantar.SOP,
        called=("Pemulangan",),
        story=pemulangan_orang_terlantar.emergency,
    ),
    Scene(
        office="palangka_raya",
        sop=rehabilitasi_anak_lansia.SOP,
        called=("Palangka Raya",),
        story=rehabilitasi_anak_lansia.fork,
    ),
)
ROLES = {
    "lahat": asistensi_rehabilitasi.ROLES,
    "lamandau": tuple(dict.fromkeys((*lansia_terlantar.ROLES, *pemulangan_orang_terlantar.ROLES))),
    "palangka_raya": rehabilitasi_anak_lansia.ROLES,
}
# Who looks for the cases of which office: somebody of another one, at the counter. Lamandau has handed a case over to
# Palangka Raya and must not find what became of it there.
STRANGER = {"lahat": "lamandau", "lamandau": "lahat", "palangka_raya": "lamandau"}


async def play(settings: Settings, *, out: Path, tell: Tell, scenes: Sequence[Scene] = SCENES) -> DemoReport:
    """The demonstration's facts, with every letter as PDF below the folder `out`; its seconds are still to be said.

    `settings` name every service. Raises DemoError when anything goes otherwise than a story says.
    """
    await bring_up_to_date(settings)
    tell("Basis data siap")
    async with running(settings, within=bounded), working(settings), listening(build_app(settings), settings.bind):
        for pack in packaged_packs():
            await apply_office(pack)
        tell(f"{len(packaged_packs())} kantor disiapkan dari paketnya")
        async with httpx.AsyncClient(timeout=60) as http:
            return await _played(http, f"http://{settings.bind}/graphql", out, tell, scenes)


async def _played(http: httpx.AsyncClient, url: str, out: Path, tell: Tell, scenes: Sequence[Scene]) -> DemoReport:
    spoken: dict[str, list[Spoken]] = {slug: [] for slug in ROLES}
    offices = {slug: await _office(http, url, slug, spoken[slug]) for slug in ROLES}
    played = [[_case(scene, called, offices[scene.office], tell) for called in scene.called] for scene in scenes]
    await _at_once([scene.story(*cases) for scene, cases in zip(scenes, played, strict=True)])
    every = [case for cases in played for case in cases]
    reports = [await _reported(place, case, out) for place, case in enumerate(every, start=1)]
    tell(f"{sum(len(report.letters) for report in reports)} surat disimpan di {out}")
    found: list[str] = []
    for slug, office in offices.items():
        stranger = offices[STRANGER[slug]]
        # A screen of its own: what the probe asks is no part of the stranger's own cases.
        outsider = Screen(http=http, url=url, token=stranger["STAF"].token)
        leaked = await leaks(outsider, list(spoken[slug]))
        found.extend(leaked)
        tell(
            f"BOCOR: {stranger.name} menemukan {', '.join(leaked)} milik {office.name}"
            if leaked
            else f"{stranger.name} tidak menemukan kasus {office.name}"
        )
    faulty = await damaged(offices)
    tell(f"RUSAK: catatan {', '.join(faulty)}" if faulty else "Rantai peristiwa semua kantor utuh")
    return DemoReport(cases=tuple(reports), isolation_probe_ok=not found, audit_ok=not faulty, seconds=0)


async def _at_once(stories: list[Awaitable[None]]) -> None:
    """Every story has been played; the first that goes wrong stops the others and is raised as itself."""

    async def played(story: Awaitable[None]) -> None:
        await story

    try:
        async with asyncio.TaskGroup() as group:
            for story in stories:
                group.create_task(played(story))
    except ExceptionGroup as wrong:
        # What the other stories had just asked is answered before the database goes away under it.
        await asyncio.sleep(_SETTLING_SECONDS)
        raise wrong.exceptions[0] from wrong


def _case(scene: Scene, called: str, office: Office, tell: Tell) -> CaseUnderWay:
    return CaseUnderWay(office=office, sop=scene.sop, tell=lambda sentence: tell(f"[{called}] {sentence}"))


async def _office(http: httpx.AsyncClient, url: str, slug: str, spoken: list[Spoken]) -> Office:
    office = await tenant_by_slug(slug)
    if office is None:
        raise NotFound("tenant", slug)
    screens, officer_ids = {}, {}
    for role in ROLES[slug]:
        holder = await _holder(office, role)
        token = await new_token(office.slug, holder.officer_code)
        screens[role] = Screen(http=http, url=url, token=token, spoken=spoken)
        officer_ids[role] = str(holder.officer_id)
    return Office(slug=office.slug, name=office.name, today=_today(office), screens=screens, officer_ids=officer_ids)


async def _holder(office: TenantView, role: str) -> HolderView:
    with scoped(Scope(office.id)):
        holders = await officers_for_role(role, _today(office))
    if not holders:
        raise DemoError(f"{office.name} tidak punya pemangku peran {role} hari ini; periksa people.yaml dan posts.yaml")
    return holders[0]


def _today(office: TenantView) -> date:
    return local_day(clock.now(), office.timezone)


async def _reported(place: int, under_way: CaseUnderWay, out: Path) -> CaseReport:
    case = await under_way.seen()
    events = Counter(entry["kind"] for entry in case["timeline"])
    steps = {entry["data"]["step"] for entry in case["timeline"] if "step" in entry["data"]}
    return CaseReport(
        sop=under_way.sop,
        tenant=under_way.office.slug,
        state=case["status"],
        steps=len(steps),
        events=dict(sorted(events.items())),
        attachments=len(case["attachments"]),
        letters=await _kept_letters(under_way, case["letters"], out / f"{place}_{under_way.sop}"),
    )


async def _kept_letters(
    under_way: CaseUnderWay, letters: list[dict[str, str]], folder: Path
) -> tuple[LetterReport, ...]:
    reader, joint = under_way.office["STAF"], under_way.joint
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    kept: list[LetterReport] = []
    for letter in letters:
        opened = await reader.read("open_letter", letterId=letter["id"], which="FINAL")
        path = folder / f"{len(kept) + 1:02}_{letter['kind']}.pdf"
        sha256 = await _kept(reader, opened["url"], letter["finalSha256"], path)
        kept.append(LetterReport(kind=letter["kind"], number=letter["number"], sha256=sha256, path=str(path)))
    if joint is not None:
        opened = await reader.read("open_dispatch", dispatchId=joint.dispatch_id, which="FINAL")
        path = folder / f"{len(kept) + 1:02}_{joint.kind}.pdf"
        sha256 = await _kept(reader, opened["url"], joint.sha256, path)
        kept.append(LetterReport(kind=joint.kind, number=joint.number, sha256=sha256, path=str(path)))
    return tuple(kept)


async def _kept(reader: Screen, url: str, expected: str, path: Path) -> str:
    """The hash of the letter that now lies there; DemoError when the download is not what the record says."""
    content = (await reader.http.get(url)).raise_for_status().content
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 != expected:
        raise DemoError(f"{path.name}: berkas yang diunduh bukan naskah yang dicatat ({sha256})")
    await asyncio.to_thread(path.write_bytes, content)
    return sha256
