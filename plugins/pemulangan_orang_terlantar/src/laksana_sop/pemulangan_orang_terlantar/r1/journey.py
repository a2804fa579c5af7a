"""The way home: the act in the SOP's title, for which the sheet has no row but the last (S1-4).

Five ways, one outcome each of `rencana`. Whoever travels with an officer or is fetched is handed over and reported on
at once; whoever travels alone is awaited by the receiver, unless nobody can be asked.
"""

from laksana_sdk.procedure import AnyNode, Close, Finish, Outcome, Return, Step, Wait, working_days
from laksana_sdk.roles import DINSOS_ASAL, DINSOS_PROVINSI, KASI, PANTI, PEKSOS, POLRES, Role
from laksana_sdk.states import Status
from laksana_sop.pemulangan_orang_terlantar.r1 import common_core, journey_forms, journey_validators, letters, replies
from laksana_sop.pemulangan_orang_terlantar.r1.choices import CaraPulang
from laksana_sop.pemulangan_orang_terlantar.r1.papers import BERKAS_AKHIR
from laksana_sop.pemulangan_orang_terlantar.r1.parties import KELUARGA


def _way(way: CaraPulang, then: str) -> Outcome:
    return Outcome(way.value.lower(), way.label, then=then)


def _confirmation(slug: str, label: str, on: Role) -> Wait:
    return Wait(
        slug,
        label=label,
        implied="the receiver alone knows whether the person arrived; many never do, and relatives often refuse",
        by=PEKSOS,
        on=on,
        form=journey_forms.Konfirmasi,
        validators=(journey_validators.check_konfirmasi,),
        remind=working_days(3),
        outcomes=(
            Outcome("tiba", "Tiba di tujuan", then="pendampingan"),
            Outcome("hilang", "Tidak tiba; hilang di perjalanan", then="penelusuran"),
            Outcome("ditolak", "Tiba, tetapi tidak diterima", then="rencana"),
        ),
    )


RENCANA = Step(
    "rencana",
    label="Rencanakan cara pulang",
    implied="the sheet prints no journey; somebody must choose the way, the receiver, the carrier and the money",
    by=PEKSOS,
    form=journey_forms.Rencana,
    validators=(journey_validators.check_rencana,),
    outcomes=(
        _way(CaraPulang.LANGSUNG, "pemberangkatan"),
        _way(CaraPulang.ESTAFET, "pemberangkatan"),
        _way(CaraPulang.DIDAMPINGI, "pemberangkatan"),
        _way(CaraPulang.DIJEMPUT, "serah_terima"),
        _way(CaraPulang.PENAMPUNGAN, "jawaban_penampungan"),
    ),
)

JAWABAN_PENAMPUNGAN = Wait(
    "jawaban_penampungan",
    label="Menunggu jawaban rumah singgah atau panti",
    implied="a shelter or panti decides itself whom it takes; this is the way where the family refuses",
    by=PEKSOS,
    on=PANTI,
    form=journey_forms.JawabanPenampungan,
    validators=(journey_validators.check_penampungan,),
    replies=replies.REPLIES,
    remind=working_days(3),
    outcomes=(
        Outcome("diterima", "Diterima", then="pemberangkatan"),
        Outcome("daftar_tunggu", "Masuk daftar tunggu", then="jawaban_penampungan"),
        Outcome("ditolak", "Tidak diterima", then="rencana"),
    ),
)

PEMBERANGKATAN = Step(
    "pemberangkatan",
    label="Berangkatkan klien",
    implied="the sheet prints no departure; ticket and pocket money need a receipt",
    by=PEKSOS,
    form=journey_forms.Keberangkatan,
    validators=(journey_validators.check_keberangkatan,),
    outcomes=(
        Outcome("didampingi", "Berangkat bersama petugas", then="serah_terima", letter=letters.KWITANSI),
        Outcome(
            "sendiri_ke_dinsos",
            "Berangkat sendiri, ditunggu Dinas Sosial tujuan",
            then="konfirmasi_dinsos",
            letter=letters.KWITANSI,
        ),
        Outcome(
            "sendiri_ke_keluarga",
            "Berangkat sendiri, ditunggu keluarga",
            then="konfirmasi_keluarga",
            letter=letters.KWITANSI,
        ),
        Outcome(
            "sendiri_tanpa_konfirmasi",
            "Berangkat sendiri, tidak ada yang dapat dimintai konfirmasi",
            then="pendampingan",
            letter=letters.KWITANSI,
        ),
        Outcome("belum_berangkat", "Belum berangkat; susun rencana lain", then="rencana"),
    ),
)

SERAH_TERIMA = Step(
    "serah_terima",
    label="Serah terima klien",
    implied="the sheet prints no hand-over; responsibility ends only with a berita acara",
    by=PEKSOS,
    form=journey_forms.SerahTerima,
    validators=(journey_validators.check_serah_terima,),
    letters=(letters.BERITA_ACARA_SERAH_TERIMA,),
    status=Status.HANDED_OVER,
    outcomes=(
        Outcome("diterima", "Diterima penerima akhir", then="pendampingan", status=Status.HANDED_OVER),
        Outcome("diteruskan", "Diterima untuk diteruskan (estafet)", then="konfirmasi_provinsi"),
        Outcome("ditolak", "Ditolak penerima", then="rencana", status=Status.IN_PROGRESS),
    ),
)

KONFIRMASI_DINSOS = _confirmation("konfirmasi_dinsos", "Menunggu kabar Dinas Sosial tujuan", DINSOS_ASAL)
KONFIRMASI_KELUARGA = _confirmation("konfirmasi_keluarga", "Menunggu kabar keluarga", KELUARGA)
KONFIRMASI_PROVINSI = _confirmation(
    "konfirmasi_provinsi", "Menunggu kabar Dinas Sosial Provinsi (estafet)", DINSOS_PROVINSI
)

PENELUSURAN = Step(
    "penelusuran",
    label="Telusuri klien yang hilang di perjalanan",
    implied="who does not arrive is looked for before the case is given up",
    by=PEKSOS,
    form=journey_forms.Penelusuran,
    validators=(journey_validators.check_penelusuran,),
    outcomes=(
        Outcome("ditemukan", "Ditemukan; susun rencana lain", then="rencana"),
        Outcome("tiba", "Ternyata sudah tiba di tujuan", then="pendampingan"),
        Outcome(
            "tidak_ditemukan",
            "Tidak ditemukan",
            then=Close(status=Status.NOT_FOUND),
            letter=letters.BERITA_ACARA_TIDAK_DITEMUKAN,
        ),
    ),
)

# Row 7: Pekerja sosial melaksanakan pendampingan kepada Klien. Its three printed minutes are those of the file (S1-10).
PENDAMPINGAN = Step(
    "pendampingan",
    label="Laporkan pendampingan",
    row=7,
    by=PEKSOS,
    papers=BERKAS_AKHIR,
    form=journey_forms.LaporanPendampingan,
    validators=(journey_validators.check_pendampingan,),
    letters=(letters.LAPORAN_PENDAMPINGAN, letters.SPJ),
    outcomes=(
        Outcome("selesai", "Laporan lengkap", then="selesaikan"),
        # What "menyusul" promised at row 1 is owed here: no outcome but this one passes without the police letter.
        Outcome(
            "menunggu_surat",
            "Surat Polres belum ada: minta kepada Polres",
            then=Return(to=POLRES, within=working_days(5)),
            letter=letters.PERMINTAAN_SURAT_POLRES,
        ),
    ),
)

SELESAIKAN = Finish(
    "selesaikan",
    label="Tutup kasus",
    implied="the sheet ends with the accompaniment; statistics need to know where the person ended up",
    by=KASI,
    form=journey_forms.Penutupan,
    outcomes=(
        Outcome("tiba_di_tujuan", "Tiba di tempat tujuan", then=Close(), core=common_core.ARRIVED),
        Outcome("bersama_keluarga", "Bersama keluarga", then=Close(), core=common_core.WITH_FAMILY),
        Outcome("di_penampungan", "Di rumah singgah atau panti", then=Close(), core=common_core.SHELTERED),
        Outcome("berangkat", "Berangkat; kedatangan tidak dikonfirmasi", then=Close(), core=common_core.DEPARTED),
    ),
)

STEPS: tuple[AnyNode, ...] = (
    RENCANA,
    JAWABAN_PENAMPUNGAN,
    PEMBERANGKATAN,
    SERAH_TERIMA,
    KONFIRMASI_DINSOS,
    KONFIRMASI_KELUARGA,
    KONFIRMASI_PROVINSI,
    PENELUSURAN,
    PENDAMPINGAN,
    SELESAIKAN,
)
