"""A small procedure with one step of every kind, for tests of the engine."""

from datetime import date
from typing import Annotated

from laksana_sdk.findings import Finding, error, warning
from laksana_sdk.forms import Form, amount, labelled, line
from laksana_sdk.letters import ClientFacts, Issue, LetterFacts, LetterTemplate
from laksana_sdk.procedure import (
    BatchLetter,
    CaseFacts,
    Close,
    CoreFacts,
    Dispatch,
    Disposisi,
    EmergencyRule,
    Exit,
    Finish,
    Intake,
    Outcome,
    Paper,
    Procedure,
    ReferralFacts,
    Return,
    SignedLetter,
    Step,
    Wait,
    working_days,
)
from laksana_sdk.roles import KABID, KADIS, PEKSOS, PELAPOR, SEKRETARIS, SENTRA, STAF, TU
from laksana_sdk.sheet import PrintedTime, Sheet, SheetRow, TimeBasis, TimeKind
from laksana_sdk.states import Status
from laksana_sdk.vocabulary import ReferralResult, SpmOwner


class Permohonan(Form, frozen=True, kw_only=True):
    """The request."""

    name: Annotated[str, line("Nama")]
    born: Annotated[date, labelled("Tanggal lahir", widget="date")] | None = None


class Kunjungan(Form, frozen=True, kw_only=True):
    """The visit."""

    visited_on: Annotated[date, labelled("Tanggal kunjungan", widget="date")]
    people: Annotated[int, amount("Jumlah orang", at_most=50)]


class Kematian(Form, frozen=True, kw_only=True):
    """A death, as somebody told it."""

    died_on: Annotated[date, labelled("Tanggal meninggal", widget="date")]
    informant: Annotated[str, line("Pemberi kabar")]


def client(form: Permohonan) -> ClientFacts:
    return ClientFacts(
        name=form.name, nik=None, birth_place=None, birth_date=form.born, sex=None, address=None, village=None,
        kecamatan=None, phone=None,
    )  # fmt: skip


def born_core(form: Permohonan) -> CoreFacts:
    return CoreFacts(birth_year=form.born.year if form.born else None, kecamatan="16.04.10")


def check_kunjungan(form: Kunjungan, facts: CaseFacts) -> tuple[Finding, ...]:
    if form.visited_on > facts.today:
        return (error("outside.in_future", field="visited_on", value=str(form.visited_on), today=str(facts.today)),)
    if form.people == 0:
        return (warning("form.too_small", field="people", value=0, least=1),)
    return ()


def check_kematian(form: Kematian, facts: CaseFacts) -> tuple[Finding, ...]:
    if form.died_on > facts.today:
        return (error("outside.in_future", field="died_on", value=str(form.died_on), today=str(facts.today)),)
    return ()


def given_at_visit(form: Kunjungan) -> tuple[str, ...]:
    return ("GUIDANCE", "FOOD", "FOOD") if form.people else ("GUIDANCE",)


def referred(_form: None, outcome: str) -> ReferralFacts:
    if outcome == "antre":
        return ReferralFacts(result=ReferralResult.QUEUED, queued_on=date(2026, 11, 23), queue_position=4)
    return ReferralFacts(result=ReferralResult.ACCEPTED if outcome == "diterima" else ReferralResult.REFUSED)


def no_context(facts: LetterFacts) -> dict[str, str]:
    return {}


TANDA_TERIMA = LetterTemplate(
    kind="tanda_terima", title="Tanda terima", template="t.typ", signer=STAF, context=no_context, issue=Issue.ISSUED
)
KEKURANGAN = LetterTemplate(
    kind="kekurangan", title="Kekurangan berkas", template="k.typ", signer=STAF, context=no_context, issue=Issue.ISSUED
)
LEMBAR = LetterTemplate(
    kind="lembar_disposisi", title="Lembar disposisi", template="l.typ", signer=KADIS, context=no_context,
    issue=Issue.ISSUED, register=None,
)  # fmt: skip
PENGANTAR = LetterTemplate(
    kind="pengantar", title="Surat pengantar", template="p.typ", signer=KADIS, context=no_context,
    paraf=(KABID, SEKRETARIS),
)  # fmt: skip
PENOLAKAN = LetterTemplate(
    kind="penolakan", title="Surat penolakan", template="x.typ", signer=KADIS, context=no_context, strategic=True
)


REKAP = BatchLetter(
    kind="rekap_usulan", title="Rekap usulan", template="r.typ", by=(STAF,), paraf=(KABID,), signer=KADIS,
    context=lambda facts: {}, at=("kirim",),
)  # fmt: skip


def _row(waktu: PrintedTime) -> SheetRow:
    return SheetRow(
        no="1", kegiatan="...", pelaksana=(), kelengkapan=None, waktu=waktu, output=None, keterangan=None, keputusan=()
    )


def _sheet() -> Sheet:
    minutes = PrintedTime(printed="15 Menit", iso="PT15M", kind=TimeKind.EXACT, basis=TimeBasis.OFFICE_TIME)
    days = PrintedTime(printed="3 hari kerja", iso="P3D", kind=TimeKind.EXACT, basis=TimeBasis.WORKING_DAYS)
    blank = PrintedTime(printed=None, iso=None, kind=TimeKind.NONE, basis=TimeBasis.UNKNOWN)
    return Sheet(
        nomor_sop="1", nama_sop="Contoh", judul=None, unit=None, tanggal_pembuatan=None, tanggal_revisi=None,
        tanggal_efektif=None, disahkan_oleh=None, dasar_hukum=(), kualifikasi_pelaksana=(), keterkaitan=(),
        peralatan=(), peringatan=(), pencatatan_pendataan=(), kolom_pelaksana=(),
        langkah=(_row(minutes), _row(minutes), _row(days), _row(blank)),
    )  # fmt: skip


PAPERS = (Paper("ktp", "KTP"), Paper("kk", "Kartu keluarga"), Paper("foto", "Foto", required=False))
COMPLETED = Return(to=PELAPOR, within=working_days(14))

SMALL = Procedure(
    slug="contoh",
    name="Contoh",
    service="contoh",
    sheet=_sheet(),
    papers=PAPERS,
    steps=(
        Intake(
            "terima", label="Terima", row=1, by=STAF, performed_by=PELAPOR, form=Permohonan, client=client,
            core=born_core, letters=(TANDA_TERIMA,), spm_owner=SpmOwner.KABUPATEN, then="periksa",
        ),
        Step(
            "periksa", label="Periksa berkas", row=2, by=STAF, papers=PAPERS,
            outcomes=(
                Outcome("lengkap", "Lengkap", then="disposisi", status=Status.VERIFIED),
                Outcome("kurang", "Belum lengkap", then=COMPLETED, letter=KEKURANGAN),
            ),
        ),
        Disposisi(
            "disposisi", label="Disposisi", row=3, by=KADIS, to=(KABID, PEKSOS), returns=COMPLETED,
            returns_letter=KEKURANGAN, letters=(LEMBAR,), then="surat",
        ),
        SignedLetter(
            "surat", label="Surat pengantar", implied="covering letter", by=STAF, letter=PENGANTAR, then="kirim"
        ),
        Dispatch("kirim", label="Kirim surat", implied="parcel", by=TU, letter=PENGANTAR, then="jawaban"),
        Wait(
            "jawaban", label="Jawaban Sentra", implied="the Sentra decides", by=STAF, on=SENTRA, remind=working_days(5),
            referral=referred,
            outcomes=(
                Outcome("diterima", "Diterima", then="kunjungan", spm_owner=SpmOwner.PROVINCE),
                Outcome("antre", "Daftar tunggu", then="jawaban"),
                Outcome("ditolak", "Tidak diterima", then="tutup", core=CoreFacts(outcome="TIDAK")),
            ),
        ),
        Step(
            "kunjungan", label="Kunjungan", row=4, by=PEKSOS, form=Kunjungan, validators=(check_kunjungan,),
            services=given_at_visit, then="tutup",
        ),
        Finish(
            "tutup", label="Tutup kasus", implied="the office must know the end", by=KABID,
            outcomes=(
                Outcome("dibantu", "Dibantu", then=Close(), core=CoreFacts(outcome="DIBANTU")),
                Outcome("meninggal", "Meninggal", then=Close(status=Status.DECEASED)),
            ),
        ),
        SignedLetter(
            "penolakan", label="Surat penolakan", implied="a refusal is told in writing", by=STAF, letter=PENOLAKAN,
            then=Close(status=Status.REJECTED),
        ),
        Step(
            "kematian", label="Pastikan kabar kematian", implied="a death is confirmed before the case ends", by=KABID,
            then=Close(status=Status.DECEASED),
        ),
    ),
    assigners=(KABID,),
    reject=Exit(
        by=(KADIS,), reasons={"TIDAK_SESUAI": "Tidak sesuai"}, status=Status.REJECTED, through="penolakan",
        after="periksa",
    ),
    forward=Exit(by=(KABID,), reasons={"BUKAN_WENANG": "Bukan kewenangan"}, status=Status.FORWARDED),
    cancel=Exit(
        by=(STAF,), reasons={"DIBATALKAN": "Dibatalkan pemohon"}, status=Status.CANCELLED, after="terima",
        before=("tutup",),
    ),
    refused_by_client=Exit(
        by=(PEKSOS,), reasons={"MENOLAK": "Klien menolak"}, status=Status.REFUSED_BY_CLIENT, after="jawaban"
    ),
    deceased=Exit(
        by=(STAF, PEKSOS), reasons={"MENINGGAL": "Klien meninggal"}, status=Status.DECEASED, through="kematian",
        form=Kematian, validators=(check_kematian,),
    ),
    moved=Exit(by=(KABID,), reasons={"PINDAH": "Klien pindah"}, status=Status.MOVED),
    not_found=Exit(by=(PEKSOS,), reasons={"TIDAK_DITEMUKAN": "Klien tidak ditemukan"}, status=Status.NOT_FOUND),
    duplicate=Exit(by=(STAF,), reasons={"GANDA": "Kasus ganda"}, status=Status.DUPLICATE),
    batch=REKAP,
    emergency=EmergencyRule(authorised_by=(KABID,), confirmed_by=(KADIS,), within=working_days(2)),
)  # fmt: skip
