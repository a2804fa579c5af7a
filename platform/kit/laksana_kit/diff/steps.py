"""Steps that came, went, moved or changed: their names, who does them, in what time, and where they lead."""

from collections.abc import Iterator
from datetime import timedelta
from difflib import SequenceMatcher

from laksana_kit.diff.change import Change, Section, named, quoted
from laksana_kit.diff.fields import fields_of
from laksana_kit.explore.summary import in_words
from laksana_sdk.procedure import (
    AnyNode,
    Close,
    Disposisi,
    Finish,
    Intake,
    Outcome,
    Procedure,
    Return,
    SignedLetter,
    Step,
    Target,
    Wait,
)
from laksana_sdk.sheet import PrintedTime


def of_the_steps(old: Procedure, new: Procedure) -> Iterator[Change]:
    """Steps added, removed, moved and renamed; who does what; the times; the ways on; waits."""
    before, after = _by_slug(old), _by_slug(new)
    yield from _added_and_removed(old, new)
    yield from _moved(old, new)
    for slug in (slug for slug in after if slug in before):
        yield from _of_a_step(old, new, before[slug], after[slug])
    totals = [in_words(dict(procedure.sheet.total_printed().by_basis)) for procedure in (old, new)]
    if totals[0] != totals[1]:
        yield Change(section=Section.TIMES, sentence=f"Jumlah waktu tercetak: {totals[0]} menjadi {totals[1]}.")


def _by_slug(procedure: Procedure) -> dict[str, AnyNode]:
    return {node.slug: node for node in procedure.steps}


def _added_and_removed(old: Procedure, new: Procedure) -> Iterator[Change]:
    before, after = _by_slug(old), _by_slug(new)
    slugs = [*after]
    for slug, node in after.items():
        if slug in before:
            continue
        place = slugs.index(slug)
        where = f" sesudah {quoted([after[slugs[place - 1]].label])}" if place else ""
        time = _time(new, node)
        said = f"Langkah baru {quoted([node.label])}{where}, dikerjakan {node.by.label}"
        said += f", {time.printed}" if time and time.printed else ", tanpa waktu tercetak"
        asked = [field.label for field in fields_of(node.form).values()]
        said += f"; isiannya: {quoted(asked)}" if asked else ""
        yield Change(section=Section.STEPS, sentence=f"{said}.", step=slug)
    for slug, node in before.items():
        if slug not in after:
            said = f"Langkah {quoted([node.label])} tidak ada lagi."
            yield Change(section=Section.STEPS, sentence=said, step=slug)


def _moved(old: Procedure, new: Procedure) -> Iterator[Change]:
    after = _by_slug(new)
    first = [node.slug for node in old.steps if node.slug in after]
    second = [slug for slug in after if slug in first]
    # A step that is moved is one that the two orders do not have in common.
    kept = {
        slug
        for block in SequenceMatcher(a=first, b=second, autojunk=False).get_matching_blocks()
        for slug in second[block.b : block.b + block.size]
    }
    for place, slug in enumerate(second):
        if slug not in kept:
            where = f"sesudah {quoted([after[second[place - 1]].label])}" if place else "di awal"
            said = f"Langkah {quoted([after[slug].label])} dipindah: kini {where}."
            yield Change(section=Section.STEPS, sentence=said, step=slug)


def _of_a_step(old: Procedure, new: Procedure, before: AnyNode, after: AnyNode) -> Iterator[Change]:
    slug, step = after.slug, quoted([after.label])
    if before.label != after.label:
        said = f"Langkah {quoted([before.label])} berganti nama menjadi {step}."
        yield Change(section=Section.STEPS, sentence=said, step=slug)
    if type(before) is not type(after):
        said = f"Langkah {step} kini dijalankan dengan cara lain: {_kind(after)}, sebelumnya {_kind(before)}."
        yield Change(section=Section.STEPS, sentence=said, step=slug)
    if before.by != after.by:
        said = f"{step} kini dikerjakan {after.by.label}, sebelumnya {before.by.label}."
        yield Change(section=Section.WHO, sentence=said, step=slug)
    if isinstance(before, Disposisi) and isinstance(after, Disposisi) and before.to != after.to:
        said = f"Disposisi {step} kini dapat diberikan kepada {named(after.to)}, sebelumnya {named(before.to)}."
        yield Change(section=Section.WHO, sentence=said, step=slug)
    yield from _of_the_time(old, new, before, after)
    yield from _of_the_ways(old, new, before, after)
    if isinstance(before, Wait) and isinstance(after, Wait):
        yield from _of_a_wait(before, after)


def _kind(node: AnyNode) -> str:
    match node:
        case Intake():
            return "penerimaan berkas"
        case Step():
            return "pekerjaan petugas"
        case Disposisi():
            return "disposisi"
        case SignedLetter():
            return "surat yang ditandatangani"
        case Wait():
            return "menunggu pihak luar"
        case Finish():
            return "penutupan kasus"
        case _:
            return "pengiriman surat"


def _time(procedure: Procedure, node: AnyNode) -> PrintedTime | None:
    return procedure.sheet.row(node.row).waktu if node.row is not None else None


def _of_the_time(old: Procedure, new: Procedure, before: AnyNode, after: AnyNode) -> Iterator[Change]:
    first, second = _time(old, before), _time(new, after)
    printed = [time.printed if time else None for time in (first, second)]
    if printed[0] == printed[1]:
        return
    said = f"{quoted([after.label])}: {printed[0] or 'tanpa waktu'} menjadi {printed[1] or 'tanpa waktu'}"
    if first and second and first.longest and second.longest and first.basis is second.basis:
        gained = second.longest - first.longest
        longer = "lebih lama" if gained > timedelta() else "lebih singkat"
        said += f" ({in_words({second.basis: abs(gained)})} {longer})" if gained else ""
    yield Change(section=Section.TIMES, sentence=f"{said}.", step=after.slug)


def _of_the_ways(old: Procedure, new: Procedure, before: AnyNode, after: AnyNode) -> Iterator[Change]:
    step, slug = quoted([after.label]), after.slug
    first, second = _outcomes(before), _outcomes(after)
    for code, outcome in second.items():
        if code not in first:
            said = f"Hasil baru pada {step}: {quoted([outcome.label])}, {_leads(new, outcome.then)}."
            yield Change(section=Section.WAYS, sentence=said, step=slug)
            continue
        earlier = first[code]
        if earlier.label != outcome.label:
            said = f"Hasil {quoted([earlier.label])} pada {step} kini berbunyi {quoted([outcome.label])}."
            yield Change(section=Section.WAYS, sentence=said, step=slug)
        if earlier.then != outcome.then:
            said = f"Hasil {quoted([outcome.label])} pada {step} kini {_leads(new, outcome.then)}, "
            said += f"sebelumnya {_leads(old, earlier.then)}."
            yield Change(section=Section.WAYS, sentence=said, step=slug)
    for code, outcome in first.items():
        if code not in second:
            said = f"Hasil {quoted([outcome.label])} pada {step} tidak ada lagi."
            yield Change(section=Section.WAYS, sentence=said, step=slug)
    if not first and not second and before.targets() != after.targets():
        ways = [" atau ".join(_leads(procedure, to) for to in node.targets()) for procedure, node in (
            (old, before), (new, after),
        )]  # fmt: skip
        yield Change(section=Section.WAYS, sentence=f"{step} kini {ways[1]}, sebelumnya {ways[0]}.", step=slug)


def _outcomes(node: AnyNode) -> dict[str, Outcome]:
    return {one.code: one for one in node.outcomes} if isinstance(node, Step | Wait | Finish) else {}


def _leads(procedure: Procedure, target: Target) -> str:
    match target:
        case Return():
            return f"dikembalikan kepada {target.to.label} ({target.within.days} hari kerja)"
        case Close():
            return f"mengakhiri kasus ({target.status.label})"
        case str():
            return f"menuju {quoted([procedure.step(target).label])}"


def _of_a_wait(before: Wait, after: Wait) -> Iterator[Change]:
    step, slug = quoted([after.label]), after.slug
    if before.on != after.on:
        said = f"{step} kini menunggu {after.on.label}, sebelumnya {before.on.label}."
        yield Change(section=Section.WAITS, sentence=said, step=slug)
    if before.remind != after.remind:
        said = f"{step} diingatkan sesudah {after.remind.days} hari kerja, sebelumnya {before.remind.days}."
        yield Change(section=Section.WAITS, sentence=said, step=slug)
