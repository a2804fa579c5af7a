"""Play an SOP without a database: one case by hand in the terminal, or all that can happen to its cases."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import rich_click as click

from laksana_engine.decision import Accepted
from laksana_engine.standing import current
from laksana_engine.tasks import Task, TaskKind, open_tasks
from laksana_kit.explore.acts import Act, asked, beside
from laksana_kit.explore.attempt import TRIES
from laksana_kit.explore.explorer import Explorer
from laksana_kit.explore.filler import Filler
from laksana_kit.explore.letters import Letter
from laksana_kit.explore.play import Play
from laksana_kit.explore.rarest import Rarest
from laksana_kit.explore.summary import Summary, in_words
from laksana_sdk.dates import indonesian_date, local_day
from laksana_sdk.findings import Finding, text
from laksana_sdk.forms import Form, json_schema
from laksana_sdk.procedure import Exit, Release
from laksana_sdk.roles import ROLES
from laksana_web.cli.chosen import chosen
from laksana_web.cli.refusal import Refusal

PATHS_SHOWN = 40
ASKED = {
    TaskKind.RECEIVE: "menerima berkas dan memberi nomor agenda",
    TaskKind.PERFORM: "mengerjakan langkah",
    TaskKind.COMPLETE_FILE: "mencatat berkas yang dilengkapi",
    TaskKind.GIVE_DISPOSISI: "memberi disposisi",
    TaskKind.ANSWER_DISPOSISI: "menjawab disposisi",
    TaskKind.DRAFT: "menyusun naskah surat",
    TaskKind.PARAF: "memberi paraf",
    TaskKind.FINALISE: "menetapkan nomor dan tanggal surat",
    TaskKind.SIGN: "mengunggah pindaian yang ditandatangani",
    TaskKind.SIGN_WITHDRAWAL: "mengunggah surat pencabutan yang ditandatangani",
    TaskKind.DISPATCH: "mengirim surat",
    TaskKind.OUTSIDE: "mencatat jawaban pihak luar",
    TaskKind.COMPLETE: "menutup kasus",
    TaskKind.CONFIRM_EMERGENCY: "mengesahkan keadaan darurat",
    TaskKind.OWED_PAPERS: "memeriksa berkas yang menyusul",
}


def run_sop(slug: str, auto: bool, cases: int, seed: int, as_json: bool) -> None:
    """Cases of the SOP have been played, by hand or all by themselves."""
    release = chosen(slug, None)
    if auto:
        _explore(release, cases, seed, as_json)
    elif as_json:
        raise Refusal("--json hanya untuk --auto; tambahkan --auto, atau mainkan tanpa --json")
    else:
        # Whoever closes the input has seen enough.
        with suppress(click.Abort):
            _by_hand(release, seed)


def _explore(release: Release, cases: int, seed: int, as_json: bool) -> None:
    explorer, summary = Explorer(release.procedure, seed), Summary(release.procedure)
    with click.progressbar(length=cases, label="Kasus", file=sys.stderr) as bar:
        for walked in explorer.walks(cases, on_and_on=True):
            summary.add(walked)
            bar.update(1)
    if as_json:
        click.echo(json.dumps(summary.as_json(explorer.atlas), ensure_ascii=False))
    else:
        click.echo("\n".join(_told(summary, explorer)))


def _told(summary: Summary, explorer: Explorer) -> Iterator[str]:
    yield f"{summary.cases} kasus, {len(summary.paths)} jalur, {sum(summary.letters.values())} surat"
    for path, count in summary.paths.most_common(PATHS_SHOWN):
        yield f"{count:5} x {path[-1]:18} {in_words(summary.printed(path))}"
        yield f"        {' > '.join(path[:-1])}"
    if len(summary.paths) > PATHS_SHOWN:
        yield f"      ... dan {len(summary.paths) - PATHS_SHOWN} jalur lain (--json menunjukkan semuanya)"
    yield "Surat: " + ", ".join(f"{kind} {count}" for kind, count in summary.letters.most_common())
    yield "Jalan buntu: " + ("tidak ada" if not summary.stuck else str(len(summary.stuck)))
    for path, found in summary.stuck.items():
        yield f"      {' > '.join(path[:-1])}: {', '.join(found)}"
    for title, missing in (
        ("Langkah yang tidak tercapai", summary.unreached()),
        ("Surat yang tidak pernah dibuat", summary.unmade()),
        ("Yang selalu ditolak", summary.refused(explorer.atlas)),
    ):
        if missing:
            yield f"{title}: {', '.join(missing)}"


def _by_hand(release: Release, seed: int) -> None:
    play, choices = Play(release.procedure), Rarest(seed)
    shown = 0
    while True:
        click.echo("\n".join(["", *_standing(play)]))
        acts = [*asked(play.run), *beside(play.run)]
        for number, act in enumerate(acts, start=1):
            click.echo(f"{number:3}. {act.name}")
        wanted = click.prompt("Pilih (0 berhenti)", type=click.IntRange(0, len(acts)), default=1 if acts else 0)
        if wanted == 0:
            return
        _give(play, acts[wanted - 1], choices)
        for letter in play.letters[shown:]:
            click.echo("\n".join(_preview(letter)))
        shown = len(play.letters)


def _standing(play: Play) -> Iterator[str]:
    """Where the case stands, who is asked next and why."""
    run = play.run
    if not run.case.exists:
        yield f"{run.procedure.name}: berkas belum dibuka"
        return
    node = current(run.procedure, run.case)
    why = f"baris {node.row}: {run.procedure.sheet.row(node.row).kegiatan}" if node.row else f"tersirat: {node.implied}"
    yield f"[{run.case.status.label}] {node.label}"
    yield f"  {why}"
    yield from (f"  {_asked_of(task)}" for task in open_tasks(run.procedure, run.case, run.calendar))


def _asked_of(task: Task) -> str:
    role = ROLES[task.role].label if task.role in ROLES else task.role
    until = f", sampai {indonesian_date(local_day(task.due, zone='Asia/Jakarta'))}" if task.due else ""
    waiting = f" (menunggu {task.waits_for})" if task.waits_for else ""
    return f"{role} diminta {ASKED[task.kind]}{until}{waiting}"


def _give(play: Play, act: Act, choices: Rarest) -> None:
    details = dict(act.details)
    if isinstance(act.asking, Exit):
        reasons = act.asking.reasons
        details["reason"] = click.prompt("Alasan", type=click.Choice(list(reasons)), default=next(iter(reasons)))
    given = Act(name=act.name, kind=act.kind, by=act.by, details=details, words=act.words)
    raw: Mapping[str, Any] | None = act.form
    if act.wanted is not None:
        raw = _filled(act.wanted, _proposed(play, given, act.wanted, choices))
    while True:
        decision = play.give(given, raw)
        said = decision.warnings if isinstance(decision, Accepted) else decision.findings
        click.echo("\n".join(_sentences(said)), nl=bool(said))
        if isinstance(decision, Accepted) or act.wanted is None or not click.confirm("Perbaiki isian?", default=True):
            return
        raw = _filled(act.wanted, dict(raw or {}))


def _proposed(play: Play, act: Act, form: type[Form], choices: Rarest) -> dict[str, Any]:
    """A form to begin with, one that would be accepted where a few attempts find it."""
    filler = Filler(choices, play.run.today, plain=True)
    raw = filler.filled(form)
    for _ in range(TRIES):
        decision = play.run.tries(act.kind, act.by, form=raw, **act.details)
        if isinstance(decision, Accepted):
            break
        raw = filler.amended(form, raw, decision.findings)
    return raw


def _filled(form: type[Form], proposed: dict[str, Any]) -> dict[str, Any]:
    """The form as it was typed, field by field; Enter takes what stands there, `-` leaves the field out."""
    schema = json_schema(form)
    described = schema["$defs"][form.__name__]["properties"]
    filled = {}
    for name, field in described.items():
        shown = proposed.get(name, "-")
        plain = shown if isinstance(shown, str) else json.dumps(shown, ensure_ascii=False)
        typed = click.prompt(f"  {field.get('title', name)}", default=plain)
        if typed != "-":
            filled[name] = _read(typed, field)
    return filled


def _read(typed: str, described: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    options = [described, *described.get("anyOf", ())]
    if any(option.get("type") == "string" for option in options):
        return typed
    try:
        return json.loads(typed)
    except json.JSONDecodeError:
        return typed


def _sentences(found: tuple[Finding, ...]) -> Iterator[str]:
    for one in found:
        yield f"{'x' if one.blocks else '!'} {one.field or ''} {text(one)}"


def _preview(letter: Letter) -> Iterator[str]:
    yield f"--- {letter.template.title} ---"
    yield from _lines(letter.said, "  ")


def _lines(said: object, indent: str) -> Iterator[str]:
    if isinstance(said, Mapping):
        for name, value in said.items():
            if isinstance(value, Mapping | list | tuple):
                yield f"{indent}{name}:"
                yield from _lines(value, indent + "  ")
            else:
                yield f"{indent}{name}: {'-' if value is None else value}"
    elif isinstance(said, list | tuple):
        for item in said:
            yield from _lines(item, indent + "  ")
    else:
        yield f"{indent}{'-' if said is None else said}"
