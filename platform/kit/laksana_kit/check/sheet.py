"""What is odd about the signed sheet: the office is asked, the software repairs nothing."""

from collections import Counter
from collections.abc import Iterator

from laksana_kit.check.rule import Remark, Subject
from laksana_sdk.sheet import TimeBasis


def blank_header(subject: Subject) -> Iterator[Remark]:
    """A field of the header that every SOP has and this sheet leaves blank."""
    sheet = subject.procedure.sheet
    for key in ("nomor_sop", "nama_sop", "tanggal_pembuatan", "tanggal_efektif", "disahkan_oleh"):
        if getattr(sheet, key) is None:
            yield Remark(what=f"{key} is blank", place=subject.printed(key))


def empty_list(subject: Subject) -> Iterator[Remark]:
    """A list of the header with nothing in it."""
    sheet = subject.procedure.sheet
    for key in ("dasar_hukum", "kualifikasi_pelaksana", "peralatan", "peringatan", "pencatatan_pendataan"):
        if not getattr(sheet, key):
            yield Remark(what=f"{key} is empty", place=subject.printed(key))


def repeated_law(subject: Subject) -> Iterator[Remark]:
    """A legal basis that stands on the sheet more than once."""
    laws = Counter(" ".join(law.split()).casefold() for law in subject.procedure.sheet.dasar_hukum)
    for law, count in laws.items():
        if count > 1:
            yield Remark(what=f"printed {count} times: {law[:100]}", place=subject.printed("dasar_hukum"))


def odd_row_number(subject: Subject) -> Iterator[Remark]:
    """A row whose printed number is missing, repeated or out of turn."""
    for number, row in enumerate(subject.procedure.sheet.langkah, start=1):
        if row.no is None or row.no.strip(". ") != str(number):
            what = f"row {number} prints the number {row.no or 'nothing'}"
            yield Remark(what=what, place=subject.printed("kegiatan", number))


def row_without_time(subject: Subject) -> Iterator[Remark]:
    """A row for which no time is printed."""
    for number, row in enumerate(subject.procedure.sheet.langkah, start=1):
        if row.waktu.longest is None:
            yield Remark(what=f"row {number} prints no time", place=subject.printed("waktu", number))


def uncertain_time(subject: Subject) -> Iterator[Remark]:
    """A printed time of which nobody can say in what days it is counted."""
    for number, row in enumerate(subject.procedure.sheet.langkah, start=1):
        if row.waktu.longest is not None and row.waktu.basis is TimeBasis.UNKNOWN:
            what = f"row {number} prints {row.waktu.printed!r}: working days or calendar days?"
            yield Remark(what=what, place=subject.printed("waktu", number))


def row_without_output(subject: Subject) -> Iterator[Remark]:
    """A row that prints no output."""
    for number, row in enumerate(subject.procedure.sheet.langkah, start=1):
        if row.output is None:
            yield Remark(what=f"row {number} prints no output", place=subject.printed("output", number))


def lone_branch(subject: Subject) -> Iterator[Remark]:
    """A decision of which only one branch is printed."""
    for number, row in enumerate(subject.procedure.sheet.langkah, start=1):
        if len(row.keputusan) == 1:
            what = f"row {number} prints only {row.keputusan[0]!r}"
            yield Remark(what=what, place=subject.printed("keputusan", number))
