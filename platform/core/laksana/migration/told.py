"""What was found about a case of a plan, in a sentence for whoever decides about the migration."""

from collections.abc import Mapping

from laksana.migration.views import PlannedCaseView, Standing, Verdict, Why
from laksana_sdk.findings import Finding, info, warning

PARTS: Mapping[str, str] = {
    "status": "status", "step": "langkah", "step_since": "waktu langkah", "visited": "langkah yang dilalui",
    "trail": "jalan yang ditempuh", "agenda_number": "nomor agenda", "received_at": "waktu terima",
    "received_complete_at": "waktu berkas lengkap", "round": "putaran pelengkapan", "back_to": "langkah tujuan kembali",
    "returned_to": "tujuan pengembalian", "missing": "berkas yang kurang", "complete_until": "batas pelengkapan",
    "papers": "hasil periksa berkas", "attachments": "lampiran", "owed": "berkas susulan", "emergency": "darurat",
    "assigned": "petugas", "disposisi": "disposisi", "letters": "surat", "batch": "pengiriman bersama",
    "handovers": "pelimpahan", "core": "data pokok", "services": "layanan", "spm_owner": "penanggung jawab SPM",
    "exit": "penyelesaian awal", "exit_reason": "alasan penyelesaian awal", "left": "kedudukan sebelum selesai awal",
    "outcome": "hasil", "ended_at": "waktu berakhir", "reopened_at": "waktu dibuka kembali",
    "episode_of": "kasus yang dilanjutkan",
}  # fmt: skip
"""The compared parts of a case by their names; a test holds it against the engine's own list."""


def told(case: PlannedCaseView, *, to_release: str) -> Finding | None:
    """What becomes of the case and why, None while it has not been decided again."""
    if case.standing is Standing.REVERTED:
        return info("migration.reverted", release=case.from_release)
    if case.held is not None:
        return warning(f"migration.held.{case.held.lower()}", release=to_release)
    if case.standing is Standing.MOVED:
        return info("migration.moved", release=to_release)
    match case.verdict:
        case None:
            return None
        case Verdict.SAME_STATE:
            return info("migration.same_state", release=to_release)
        case Verdict.DIFFERS:
            parts = ", ".join(PARTS.get(part, part) for part in case.shown)
            return warning("migration.differs", release=to_release, seq=case.seq or 0, parts=parts)
        case Verdict.NEEDS_PERSON:
            shown = ", ".join(case.shown) or "-"
            why = (case.why or Why.RULE).lower()
            return warning(f"migration.needs_person.{why}", release=to_release, seq=case.seq or 0, shown=shown)
        case Verdict.UNDECIDABLE:
            why = (case.why or Why.DESTROYED).lower()
            return warning(f"migration.undecidable.{why}", submission=", ".join(case.shown))
        case Verdict.OVERTAKEN:
            return info("migration.overtaken", release=case.from_release)
