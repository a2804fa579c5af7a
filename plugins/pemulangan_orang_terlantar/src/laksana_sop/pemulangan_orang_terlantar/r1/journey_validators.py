"""What stands against a filled form from the plan of the journey to the end; pure and total."""

from collections.abc import Iterator
from datetime import date

from laksana_sdk.checks import each_once, letter_dated, needed, not_before, not_future
from laksana_sdk.findings import Finding, error, warning
from laksana_sdk.identity import parse_phone
from laksana_sdk.phrases import day
from laksana_sdk.procedure import CaseFacts
from laksana_sop.pemulangan_orang_terlantar.r1.choices import CaraPulang, SikapKeluarga
from laksana_sop.pemulangan_orang_terlantar.r1.ending_forms import Kematian, Kepindahan, Pernyataan
from laksana_sop.pemulangan_orang_terlantar.r1.forms import Wawancara
from laksana_sop.pemulangan_orang_terlantar.r1.journey_forms import (
    Biaya,
    JawabanPenampungan,
    Keberangkatan,
    Konfirmasi,
    LaporanPendampingan,
    Penelusuran,
    Rencana,
    SerahTerima,
)
from laksana_sop.pemulangan_orang_terlantar.r1.validators import consent_open, is_minor, reported

WAYS = {way.value.lower(): way for way in CaraPulang}
WITH_OFFICERS = frozenset({"estafet", "didampingi"})
ALONE = frozenset({"sendiri_ke_dinsos", "sendiri_ke_keluarga", "sendiri_tanpa_konfirmasi"})


def check_rencana(form: Rencana, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the plan: days, escorts, a child alone, a client or family that does not agree."""
    found = [
        *_passed("departs_on", "Rencana berangkat", form.departs_on, facts.today),
        *not_before("arrives_on", "Perkiraan tiba", form.arrives_on, "rencana berangkat", form.departs_on),
        *each_once(form.officers),
        *_phone("receiver_phone", form.receiver_phone),
        *consent_open(reported(facts), facts.today),
    ]
    way = WAYS.get(facts.outcome or "")
    if facts.outcome in WITH_OFFICERS and not form.officers:
        found.append(needed("officers", "Petugas pendamping", way.label if way else facts.outcome))
    if way is CaraPulang.LANGSUNG:
        found.extend(_child_alone(facts, "officers"))
    if not form.client_agrees:
        found.append(warning("pemulangan.client_not_asked", field="client_agrees"))
    if way is not None and way is not CaraPulang.PENAMPUNGAN:
        found.extend(_family_refused(facts, way))
    return tuple(found)


def check_penampungan(form: JawabanPenampungan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the shelter's answer: a waiting list has a day, a refusal its reason."""
    found = [
        *not_future("letter_date", "Tanggal surat jawaban", form.letter_date, facts.today),
        *letter_dated("letter_date", form.letter_number, form.letter_date),
        *not_future("queued_on", "Masuk daftar tunggu tanggal", form.queued_on, facts.today),
    ]
    if facts.outcome == "daftar_tunggu" and form.queued_on is None:
        found.append(needed("queued_on", "Masuk daftar tunggu tanggal", "Masuk daftar tunggu"))
    if facts.outcome == "ditolak" and form.reason is None:
        found.append(needed("reason", "Alasan tidak menerima", "Tidak diterima"))
    return tuple(found)


def check_keberangkatan(form: Keberangkatan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the departure: a day to come, money without receiver or proof, a child alone."""
    found = [*not_future("departed_on", "Tanggal", form.departed_on, facts.today), *_costs(form.costs)]
    if facts.outcome in ALONE:
        found.extend(_child_alone(facts, "departed_on"))
    for outcome, label in (
        ("sendiri_tanpa_konfirmasi", "Berangkat sendiri, tanpa konfirmasi"),
        ("belum_berangkat", "Belum berangkat"),
    ):
        if facts.outcome == outcome and form.reason is None:
            found.append(needed("reason", "Alasan", label))
    # The next departure's form takes this one's place; money entered here would be missing from the account.
    if facts.outcome == "belum_berangkat" and form.costs:
        found.append(error("pemulangan.cost_without_departure", field="costs"))
    return tuple(found)


def check_serah_terima(form: SerahTerima, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the hand-over: a day to come or before the departure, a refusal without its reason."""
    found = [
        *not_future("handed_on", "Tanggal serah terima", form.handed_on, facts.today),
        *not_before("handed_on", "Tanggal serah terima", form.handed_on, "tanggal berangkat", _departed_on(facts)),
    ]
    if facts.outcome == "ditolak" and form.reason is None:
        found.append(needed("reason", "Alasan penerima menolak", "Ditolak penerima"))
    if facts.outcome in {"diterima", "diteruskan"} and form.reason is not None:
        found.append(error("pemulangan.refusal_of_accepted", field="reason"))
    return tuple(found)


def check_konfirmasi(form: Konfirmasi, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the receiver's answer: arrival has a day, a loss its last place, a refusal its reason."""
    found = [
        *not_future("arrived_on", "Tanggal tiba", form.arrived_on, facts.today),
        *not_before("arrived_on", "Tanggal tiba", form.arrived_on, "tanggal berangkat", _departed_on(facts)),
    ]
    wanted = {
        "tiba": ("arrived_on", "Tanggal tiba", "Tiba di tujuan", form.arrived_on),
        "hilang": ("last_seen", "Terakhir diketahui berada di", "Tidak tiba", form.last_seen),
        "ditolak": ("reason", "Alasan menolak", "Tidak diterima", form.reason),
    }
    for outcome, (field, label, chosen, value) in wanted.items():
        if facts.outcome == outcome and value is None:
            found.append(needed(field, label, chosen))
    return tuple(found)


def check_penelusuran(form: Penelusuran, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the search: a person last seen on a day to come."""
    return tuple(not_future("last_seen_on", "Terakhir terlihat tanggal", form.last_seen_on, facts.today))


def check_pendampingan(form: LaporanPendampingan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the accompaniment report: days to come or turned round, money without receiver or proof."""
    return (
        *not_future("ended_on", "Pendampingan selesai", form.ended_on, facts.today),
        *not_before("ended_on", "Pendampingan selesai", form.ended_on, "pendampingan mulai", form.started_on),
        *_costs(form.costs),
    )


def check_pernyataan(form: Pernyataan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against a statement: a day to come."""
    return tuple(not_future("stated_on", "Tanggal pernyataan", form.stated_on, facts.today))


def check_kematian(form: Kematian, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the record of a death: a day to come; a missing certificate is only called to mind."""
    found = [*not_future("died_on", "Tanggal meninggal", form.died_on, facts.today)]
    if form.certificate is None:
        found.append(warning("pemulangan.certificate_to_follow", field="certificate"))
    return tuple(found)


def check_kepindahan(form: Kepindahan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against a move: a day to come."""
    return tuple(not_future("found_on", "Diketahui berada di sana tanggal", form.found_on, facts.today))


def _phone(field: str, number: str | None) -> Iterator[Finding]:
    if number is not None:
        yield from parse_phone(number, field=field)[1]


def _passed(field: str, label: str, when: date, today: date) -> Iterator[Finding]:
    if when < today:
        yield warning("service.date_passed", field=field, label=label, date=day(when) or "")


def _costs(costs: tuple[Biaya, ...]) -> Iterator[Finding]:
    for index, cost in enumerate(costs):
        if cost.paid_to is None:
            yield error("pemulangan.cost_without_receiver", field=f"costs[{index}].paid_to", kind=cost.kind.label)
        if cost.receipt is None:
            yield warning("pemulangan.cost_without_receipt", field=f"costs[{index}].receipt", kind=cost.kind.label)


def _child_alone(facts: CaseFacts, field: str) -> Iterator[Finding]:
    report = reported(facts)
    if report is not None and is_minor(report, facts.today):
        yield error("pemulangan.child_alone", field=field)


def _family_refused(facts: CaseFacts, way: CaraPulang) -> Iterator[Finding]:
    interview = facts.forms.get("verifikasi")
    if isinstance(interview, Wawancara) and interview.family is SikapKeluarga.MENOLAK:
        asked = day(interview.interviewed_on) or ""
        yield warning("pemulangan.family_refused", field="receiver", way=way.label, date=asked)


def _departed_on(facts: CaseFacts) -> date | None:
    departure = facts.forms.get("pemberangkatan")
    return departure.departed_on if isinstance(departure, Keberangkatan) else None
