"""The closed sets of the field that every SOP shares: PPKS, SPM, sex, identity status, guardian consent."""

from enum import StrEnum


class Labelled(StrEnum):
    """A closed set whose members carry the Indonesian words a person sees; the value is the stable code."""

    label: str

    def __new__(cls, code: str, label: str) -> "Labelled":
        """The member with its code as value and its label beside it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Sex(Labelled):
    """The sex as KTP and KK print it."""

    MALE = "MALE", "Laki-laki"
    FEMALE = "FEMALE", "Perempuan"


class IdentityStatus(Labelled):
    """How well an office knows who a person is; a missing or doubtful identity never stops help."""

    VERIFIED_DUKCAPIL = "VERIFIED_DUKCAPIL", "Terverifikasi Dukcapil"
    DOCUMENT_SEEN = "DOCUMENT_SEEN", "Dokumen dilihat"
    SELF_DECLARED = "SELF_DECLARED", "Dinyatakan sendiri"
    UNKNOWN = "UNKNOWN", "Belum diketahui"


class GuardianConsent(Labelled):
    """Whether a parent or guardian agreed (UU 27/2022 arts. 25 and 26: children, persons with disability)."""

    NOT_REQUIRED = "NOT_REQUIRED", "Tidak diperlukan"
    PENDING = "PENDING", "Belum diminta"
    GIVEN = "GIVEN", "Diberikan"
    REFUSED = "REFUSED", "Ditolak"
    NO_GUARDIAN = "NO_GUARDIAN", "Tidak ada orang tua atau wali"


class PPKSCategory(Labelled):
    """The 26 kinds of Pemerlu Pelayanan Kesejahteraan Sosial; a person may carry several.

    Names and order as Dinas Sosial Jawa Barat publishes them after Permensos 8/2012; the codes are ours.
    """

    ANAK_BALITA_TERLANTAR = "ANAK_BALITA_TERLANTAR", "Anak balita terlantar"
    ANAK_TERLANTAR = "ANAK_TERLANTAR", "Anak terlantar"
    ANAK_BERHADAPAN_HUKUM = "ANAK_BERHADAPAN_HUKUM", "Anak berhadapan dengan hukum"
    ANAK_JALANAN = "ANAK_JALANAN", "Anak jalanan"
    ANAK_DENGAN_KEDISABILITASAN = "ANAK_DENGAN_KEDISABILITASAN", "Anak dengan kedisabilitasan (ADK)"
    ANAK_KORBAN_KEKERASAN = "ANAK_KORBAN_KEKERASAN", "Anak yang menjadi korban tindak kekerasan"
    ANAK_PERLINDUNGAN_KHUSUS = "ANAK_PERLINDUNGAN_KHUSUS", "Anak yang memerlukan perlindungan khusus"
    LANJUT_USIA_TERLANTAR = "LANJUT_USIA_TERLANTAR", "Lanjut usia terlantar"
    PENYANDANG_DISABILITAS = "PENYANDANG_DISABILITAS", "Penyandang disabilitas"
    TUNA_SUSILA = "TUNA_SUSILA", "Tuna susila"
    GELANDANGAN = "GELANDANGAN", "Gelandangan"
    PENGEMIS = "PENGEMIS", "Pengemis"
    PEMULUNG = "PEMULUNG", "Pemulung"
    KELOMPOK_MINORITAS = "KELOMPOK_MINORITAS", "Kelompok minoritas"
    BEKAS_WARGA_BINAAN = "BEKAS_WARGA_BINAAN", "Bekas warga binaan lembaga pemasyarakatan (BWBLP)"
    ORANG_DENGAN_HIV_AIDS = "ORANG_DENGAN_HIV_AIDS", "Orang dengan HIV/AIDS (ODHA)"
    KORBAN_NAPZA = "KORBAN_NAPZA", "Korban penyalahgunaan NAPZA"
    KORBAN_TRAFFICKING = "KORBAN_TRAFFICKING", "Korban trafficking"
    KORBAN_TINDAK_KEKERASAN = "KORBAN_TINDAK_KEKERASAN", "Korban tindak kekerasan"
    PEKERJA_MIGRAN_BERMASALAH = "PEKERJA_MIGRAN_BERMASALAH", "Pekerja migran bermasalah sosial (PMBS)"
    KORBAN_BENCANA_ALAM = "KORBAN_BENCANA_ALAM", "Korban bencana alam"
    KORBAN_BENCANA_SOSIAL = "KORBAN_BENCANA_SOSIAL", "Korban bencana sosial"
    PEREMPUAN_RAWAN_SOSIAL_EKONOMI = "PEREMPUAN_RAWAN_SOSIAL_EKONOMI", "Perempuan rawan sosial ekonomi"
    FAKIR_MISKIN = "FAKIR_MISKIN", "Fakir miskin"
    KELUARGA_BERMASALAH_PSIKOLOGIS = "KELUARGA_BERMASALAH_PSIKOLOGIS", "Keluarga bermasalah sosial psikologis"
    KOMUNITAS_ADAT_TERPENCIL = "KOMUNITAS_ADAT_TERPENCIL", "Komunitas adat terpencil"

    @property
    def number(self) -> int:
        """The place in the published list, 1 to 26."""
        return list(PPKSCategory).index(self) + 1


class CaseCategory(Labelled):
    """What a case is about where none of the 26 PPKS kinds says it; a PPKS category may be added after assessment."""

    ORANG_TERLANTAR = "ORANG_TERLANTAR", "Orang terlantar (kehabisan bekal)"


_REHABILITASI = "Rehabilitasi sosial dasar"
_BENCANA = "Perlindungan dan jaminan sosial pada saat dan setelah tanggap darurat bencana bagi korban bencana"


class SPMCode(Labelled):
    """The minimum services (SPM bidang sosial) of PP 2/2018 art. 10; the codes are ours.

    K: kabupaten/kota, outside a panti. P: province, inside a panti. Whoever is not *telantar* counts under none.
    """

    K1 = "K1", f"{_REHABILITASI} penyandang disabilitas telantar di luar panti"
    K2 = "K2", f"{_REHABILITASI} anak telantar di luar panti"
    K3 = "K3", f"{_REHABILITASI} lanjut usia telantar di luar panti"
    K4 = "K4", f"{_REHABILITASI} tuna sosial, khususnya gelandangan dan pengemis, di luar panti"
    K5 = "K5", f"{_BENCANA} kabupaten/kota"
    P1 = "P1", f"{_REHABILITASI} penyandang disabilitas telantar di dalam panti"
    P2 = "P2", f"{_REHABILITASI} anak telantar di dalam panti"
    P3 = "P3", f"{_REHABILITASI} lanjut usia telantar di dalam panti"
    P4 = "P4", f"{_REHABILITASI} tuna sosial, khususnya gelandangan dan pengemis, di dalam panti"
    P5 = "P5", f"{_BENCANA} provinsi"

    @property
    def is_provincial(self) -> bool:
        """Whether the province owns the service, not the kabupaten/kota."""
        return self.value.startswith("P")


class SpmOwner(Labelled):
    """Whose client a person is for SPM: outside a panti the kabupaten's or kota's, inside it the province's."""

    KABUPATEN = "KABUPATEN", "Kabupaten/kota (di luar panti)"
    PROVINCE = "PROVINCE", "Provinsi (di dalam panti)"


class ServiceItem(Labelled):
    """What was delivered to a client: the quality content of SPM outside a panti (Permensos 9/2018); codes are ours."""

    DATA_COMPLAINT = "DATA_COMPLAINT", "Layanan data dan pengaduan"
    EMERGENCY = "EMERGENCY", "Layanan kedaruratan"
    FOOD = "FOOD", "Permakanan"
    CLOTHING = "CLOTHING", "Sandang"
    AIDS = "AIDS", "Alat bantu"
    HEALTH_SUPPLIES = "HEALTH_SUPPLIES", "Perbekalan kesehatan"
    GUIDANCE = "GUIDANCE", "Bimbingan fisik, mental, spiritual, dan sosial"
    FAMILY_GUIDANCE = "FAMILY_GUIDANCE", "Bimbingan sosial kepada keluarga dan masyarakat"
    CIVIL_DOCUMENTS = "CIVIL_DOCUMENTS", "Fasilitasi pembuatan NIK, KTP, akta, buku nikah, atau identitas anak"
    EDUCATION_HEALTH_ACCESS = "EDUCATION_HEALTH_ACCESS", "Akses ke layanan pendidikan dan kesehatan dasar"
    FAMILY_TRACING = "FAMILY_TRACING", "Penelusuran keluarga"
    REUNIFICATION = "REUNIFICATION", "Reunifikasi keluarga"
    REFERRAL = "REFERRAL", "Rujukan"


class ReferralResult(Labelled):
    """What an institution answered to a referral."""

    ACCEPTED = "ACCEPTED", "Diterima"
    QUEUED = "QUEUED", "Masuk daftar tunggu"
    REFUSED = "REFUSED", "Ditolak"
    MORE_PAPERS = "MORE_PAPERS", "Perlu kelengkapan tambahan"
    OTHER_SERVICE = "OTHER_SERVICE", "Dialihkan ke layanan lain"
    ASSESSMENT_SCHEDULED = "ASSESSMENT_SCHEDULED", "Asesmen dijadwalkan"
    ASSESSED_FIT = "ASSESSED_FIT", "Layak menurut asesmen"
    ASSESSED_UNFIT = "ASSESSED_UNFIT", "Tidak layak menurut asesmen"
    NO_ANSWER = "NO_ANSWER", "Tidak ada jawaban"


class EmergencyChannel(Labelled):
    """How an emergency was authorised, which happens by word of mouth."""

    PHONE = "PHONE", "Telepon"
    WHATSAPP = "WHATSAPP", "WhatsApp"
    IN_PERSON = "IN_PERSON", "Tatap muka"


class Instruction(Labelled):
    """The ticks of a lembar disposisi (domain practice of regional offices); free words go into its note."""

    TANGGAPAN_SARAN = "TANGGAPAN_SARAN", "Tanggapan dan saran"
    PROSES_LEBIH_LANJUT = "PROSES_LEBIH_LANJUT", "Proses lebih lanjut"
    KOORDINASI_KONFIRMASI = "KOORDINASI_KONFIRMASI", "Koordinasi / konfirmasi"
    SIAPKAN_SURAT = "SIAPKAN_SURAT", "Siapkan surat"
    UNTUK_DIKETAHUI = "UNTUK_DIKETAHUI", "Untuk diketahui"


INSTRUCTION_LABELS = {tick.value: tick.label for tick in Instruction}
"""The words of each tick, by its code."""
