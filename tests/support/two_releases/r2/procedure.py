"""Invented: the loan of a wheelchair (SOP 460/008/SOP/2026)."""

from tests.support.two_releases.r2 import forms, letters

from laksana_sdk.clients import client_facts, core_of_client
from laksana_sdk.letters import ClientFacts
from laksana_sdk.procedure import (
    Close,
    CoreFacts,
    Exit,
    Finish,
    Intake,
    Outcome,
    Paper,
    Procedure,
    Return,
    SignedLetter,
    Step,
    working_days,
)
from laksana_sdk.roles import ANALIS, KABID, KADIS, KASI, PELAPOR, STAF
from laksana_sdk.sheet import Sheet
from laksana_sdk.states import Status

PAPERS = (Paper("ktp", "KTP pemohon"), Paper("surat_dokter", "Surat keterangan dokter"))


def client(form: forms.Permohonan) -> ClientFacts:
    """Who needs the chair."""
    return client_facts(form.pemohon)


def core(form: forms.Permohonan) -> CoreFacts:
    """The codes known at the counter."""
    return core_of_client(form.pemohon)


PROCEDURE = Procedure(
    slug="pinjam_kursi_roda",
    name="Peminjaman Kursi Roda",
    service="pinjam_kursi_roda",
    sheet=Sheet.beside(__file__),
    papers=PAPERS,
    steps=(
        Intake(
            "terima_permohonan",
            label="Terima permohonan",
            row=1,
            by=STAF,
            performed_by=PELAPOR,
            form=forms.Permohonan,
            client=client,
            client_at="pemohon",
            core=core,
            letters=(letters.TANDA_TERIMA,),
            then="periksa_berkas",
        ),
        Step(
            "periksa_berkas",
            label="Periksa kelengkapan berkas",
            row=2,
            by=STAF,
            papers=PAPERS,
            status=Status.RECEIVED,
            outcomes=(
                Outcome("lengkap", "Lengkap", then="telaah", status=Status.VERIFIED),
                Outcome("belum_lengkap", "Belum lengkap", then=Return(to=PELAPOR, within=working_days(7))),
            ),
        ),
        Step(
            "telaah",
            label="Telaah kebutuhan",
            row=3,
            by=ANALIS,
            form=forms.Telaah,
            outcomes=(
                Outcome("layak", "Layak", then="surat_pinjam"),
                Outcome("perlu_dilihat", "Perlu dilihat", then="kunjungan"),
            ),
        ),
        Step(
            "kunjungan",
            label="Kunjungi rumah pemohon",
            row=4,
            by=STAF,
            form=forms.Kunjungan,
            then="surat_pinjam",
        ),
        SignedLetter(
            "surat_pinjam", label="Surat pinjam", row=5, by=STAF, letter=letters.SURAT_PINJAM, then="serahkan"
        ),
        Step("serahkan", label="Serahkan kursi roda", row=6, by=STAF, form=forms.Penyerahan, then="catat_kembali"),
        Finish(
            "catat_kembali",
            label="Catat pengembalian",
            row=7,
            by=KASI,
            outcomes=(
                Outcome("kembali", "Kembali", then=Close()),
                Outcome("hilang", "Hilang", then=Close()),
            ),
        ),
    ),
    assigners=(KABID,),
    reject=Exit(by=(KADIS,), reasons={"TIDAK_LAYAK": "Tidak layak"}, status=Status.REJECTED, after="telaah"),
    forward=Exit(by=(KABID,), reasons={"BUKAN_WENANG": "Bukan kewenangan"}, status=Status.FORWARDED),
    cancel=Exit(by=(STAF,), reasons={"DIBATALKAN": "Dibatalkan pemohon"}, status=Status.CANCELLED),
)
