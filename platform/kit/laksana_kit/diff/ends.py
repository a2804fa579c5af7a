"""Papers, early ends and who may decide what beside the way."""

from collections.abc import Iterator

from laksana_kit.diff.change import Change, Section, named, quoted
from laksana_kit.diff.fields import of_the_fields
from laksana_sdk.procedure import Exit, Procedure, step_of_exit
from laksana_sdk.roles import Role

EXITS = {
    "reject": "Penolakan",
    "forward": "Penerusan ke instansi lain",
    "cancel": "Pembatalan",
    "refused_by_client": "Klien menolak",
    "deceased": "Klien meninggal",
    "moved": "Klien pindah",
    "not_found": "Klien tidak ditemukan",
    "duplicate": "Kasus ganda",
}


def of_the_papers(old: Procedure, new: Procedure) -> Iterator[Change]:
    """The papers that an applicant hands in."""
    before, after = ({paper.slug: paper for paper in procedure.papers} for procedure in (old, new))
    for slug, paper in after.items():
        must = "wajib" if paper.required else "bila ada"
        if slug not in before:
            yield Change(
                section=Section.PAPERS, sentence=f"Berkas baru yang diminta: {quoted([paper.label])} ({must})."
            )
            continue
        if before[slug].label != paper.label:
            said = f"Berkas {quoted([before[slug].label])} kini disebut {quoted([paper.label])}."
            yield Change(section=Section.PAPERS, sentence=said)
        if before[slug].required != paper.required:
            yield Change(section=Section.PAPERS, sentence=f"Berkas {quoted([paper.label])} kini {must}.")
    for slug, paper in before.items():
        if slug not in after:
            yield Change(section=Section.PAPERS, sentence=f"Berkas {quoted([paper.label])} tidak diminta lagi.")


def of_the_ends(old: Procedure, new: Procedure) -> Iterator[Change]:
    """The early ends: whether there are any, who decides them, for which reasons, and when."""
    for name, label in EXITS.items():
        before, after = old.exits.get(name), new.exits.get(name)
        if before is None and after is not None:
            said = f"Akhir baru: {label}, diputuskan {named(after.by)}."
            yield Change(section=Section.ENDS, sentence=said)
        elif before is not None and after is None:
            yield Change(section=Section.ENDS, sentence=f"{label} tidak dapat diputuskan lagi.")
        elif before is not None and after is not None:
            for said in _otherwise(old, new, label, before, after):
                yield Change(section=Section.ENDS, sentence=said)
            yield from of_the_fields(before.form, after.form, at=label, step=step_of_exit(name))


def _otherwise(old: Procedure, new: Procedure, label: str, before: Exit, after: Exit) -> Iterator[str]:
    if before.by != after.by:
        yield f"{label} kini diputuskan {named(after.by)}, sebelumnya {named(before.by)}."
    came = [words for code, words in after.reasons.items() if code not in before.reasons]
    went = [words for code, words in before.reasons.items() if code not in after.reasons]
    if came:
        yield f"{label} mendapat alasan baru: {quoted(came)}."
    if went:
        yield f"{label} kehilangan alasan: {quoted(went)}."
    if before.through != after.through:
        ways = [f"melalui {_step(procedure, one.through)}" for procedure, one in ((old, before), (new, after))]
        yield f"{label} kini {ways[1]}, sebelumnya {ways[0]}."
    if before.after != after.after:
        yield f"{label} kini boleh sejak {_step(new, after.after)}, sebelumnya sejak {_step(old, before.after)}."
    if before.before != after.before:
        said = quoted(new.step(slug).label for slug in after.before) or "kapan pun"
        yield f"{label} kini hanya boleh sebelum {said}."


def _step(procedure: Procedure, slug: str | None) -> str:
    return quoted([procedure.step(slug).label]) if slug else "awal"


def of_the_authority(old: Procedure, new: Procedure) -> Iterator[Change]:
    """Who may assign, let a step be passed over, reopen, or declare an emergency; then the roles an office needs."""
    for label, before, after in (
        ("Penugasan pegawai pada langkah", old.assigners, new.assigners),
        ("Melewati langkah (deviasi)", old.deviation_by, new.deviation_by),
        ("Membuka kembali kasus", old.reopened_by, new.reopened_by),
        ("Menyatakan keadaan darurat", _emergency(old), _emergency(new)),
    ):
        if before != after:
            said = f"{label}: kini wewenang {named(after)}, sebelumnya {named(before)}."
            yield Change(section=Section.AUTHORITY, sentence=said)
    before_codes, after_codes = ({role.code: role for role in procedure.roles()} for procedure in (old, new))
    for code, role in after_codes.items():
        if code not in before_codes:
            said = f"Kantor kini juga memerlukan pejabat untuk peran {role.label} ({code})."
            yield Change(section=Section.ROLES, sentence=said)
    for code, role in before_codes.items():
        if code not in after_codes:
            yield Change(section=Section.ROLES, sentence=f"Peran {role.label} ({code}) tidak diperlukan lagi.")


def _emergency(procedure: Procedure) -> tuple[Role, ...]:
    return procedure.emergency.authorised_by if procedure.emergency else ()
