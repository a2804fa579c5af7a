"""What stands against a form off the way to the panti: other plans, the way back, early ends. Pure and total."""

from dataclasses import replace

from laksana_sdk.checks import needed, not_before, not_future
from laksana_sdk.findings import Finding, Severity, error, warning
from laksana_sdk.procedure import CaseFacts
from laksana_sop.lansia_terlantar.r1.forms import Asesmen, SerahTerima
from laksana_sop.lansia_terlantar.r1.other_forms import (
    Kematian,
    Kepindahan,
    Kepulangan,
    Mediasi,
    Pembatalan,
    PenutupanLuarPanti,
    PernyataanKlien,
    RencanaLain,
    TidakDitemukan,
)

LEAST_ATTEMPTS = 3


def check_rencana_lain(form: RencanaLain, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the other plan: its carer, or its institution and no other outcome's."""
    found = []
    passed_on = "Diteruskan ke lembaga lain (misalnya ATENSI)"
    if facts.outcome == "perawatan_di_rumah" and form.carer is None:
        found.append(needed("carer", "Keluarga atau pengasuh", "Perawatan di rumah dengan pendampingan"))
    if facts.outcome == "diteruskan" and form.institution is None:
        found.append(needed("institution", "Diteruskan kepada", passed_on))
    if facts.outcome != "diteruskan" and facts.outcome is not None and form.institution is not None:
        label = "Diteruskan kepada"
        found.append(error("elder.field_surplus", field="institution", label=label, outcome=passed_on))
    return tuple(found)


def check_mediasi(form: Mediasi, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the record of the talk: a day to come, an end without its words."""
    found = [*not_future("held_on", "Tanggal mediasi", form.held_on, facts.today)]
    if facts.outcome == "sepakat" and form.agreement is None:
        found.append(needed("agreement", "Kesepakatan", "Keluarga sepakat merawat"))
    if facts.outcome == "tidak_sepakat" and form.reason is None:
        found.append(needed("reason", "Alasan tidak sepakat", "Tidak tercapai kesepakatan"))
    return tuple(found)


def check_penutupan_luar_panti(form: PenutupanLuarPanti, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against closing outside a panti: care that has not begun."""
    return tuple(not_future("since", "Sejak tanggal", form.since, facts.today))


def check_kepulangan(form: Kepulangan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the way back: a day to come, or before the panti's refusal."""
    refused = facts.forms.get("serah_terima")
    refused_on = refused.handed_on if isinstance(refused, SerahTerima) else None
    return (
        *not_future("returned_on", "Tanggal tiba kembali", form.returned_on, facts.today),
        *not_before("returned_on", "Tanggal tiba kembali", form.returned_on, "tanggal tiba di panti", refused_on),
    )


def check_pembatalan(form: Pembatalan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the withdrawal: a statement of a day to come."""
    return tuple(not_future("stated_on", "Tanggal pernyataan", form.stated_on, facts.today))


def check_pernyataan(form: PernyataanKlien, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the client's statement: a day to come, words that were not read to them."""
    unread = () if form.read_aloud else (error("elder.statement_not_read", field="read_aloud"),)
    return (*not_future("stated_on", "Tanggal pernyataan", form.stated_on, facts.today), *unread)


def check_kematian(form: Kematian, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the record of a death: a day to come or before a visit; who has not been told yet."""
    handed, assessed = facts.forms.get("serah_terima"), facts.forms.get("asesmen")
    seen_on = handed.handed_on if isinstance(handed, SerahTerima) else None
    if seen_on is None and isinstance(assessed, Asesmen):
        seen_on = assessed.assessed_on
    label = "Tanggal meninggal"
    told = [("family_told", "Keluarga sudah diberi tahu", form.family_told)]
    told.append(("village_told", "Desa / kelurahan sudah diberi tahu", form.village_told))
    if "jawaban_panti" in facts.forms:
        told.append(("panti_told", "Panti sudah diberi tahu", form.panti_told))
    return (
        *not_future("died_on", label, form.died_on, facts.today),
        *(
            # A death is never kept out of the file by a day mistyped in an earlier form.
            replace(doubt, severity=Severity.WARNING)
            for doubt in not_before(
                "died_on", "Tanggal meninggal", form.died_on, "hari terakhir klien ditemui", seen_on
            )
        ),
        *(warning("elder.not_told", field=field, label=tick) for field, tick, done in told if not done),
    )


def check_kepindahan(form: Kepindahan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the record of a move: a day to come, a letter to nobody."""
    found = [*not_future("moved_on", "Diketahui pada tanggal", form.moved_on, facts.today)]
    if facts.outcome == "dengan_surat" and form.receiver is None:
        found.append(needed("receiver", "Dinas Sosial tujuan", "Dengan surat pengantar"))
    return tuple(found)


def check_tidak_ditemukan(form: TidakDitemukan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against giving up the search: an attempt on a day to come; a doubt where there were few."""
    found = [
        finding
        for index, attempt in enumerate(form.attempts)
        for finding in not_future(f"attempts[{index}].tried_on", "Tanggal", attempt.tried_on, facts.today)
    ]
    if len(form.attempts) < LEAST_ATTEMPTS:
        count = len(form.attempts)
        found.append(warning("elder.few_attempts", field="attempts", count=count, least=LEAST_ATTEMPTS))
    return tuple(found)
