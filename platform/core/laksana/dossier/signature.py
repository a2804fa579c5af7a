"""What is known of an electronic signature, told so that it can be checked without this service."""

from laksana.correspondence.numbers import Bearer
from laksana.correspondence.queries import LetterView
from laksana.dispatches.views import DispatchView
from laksana.dossier.told import Telling
from laksana.signing.views import Attempt
from laksana_engine.events import LeftInBatch, LetterSigned
from laksana_sdk.dates import indonesian_date, indonesian_time, local_day


def signature_facts(telling: Telling, letter: LetterView | DispatchView, attempt: Attempt) -> str:
    """Who signed as what and when, the certificate's number (hex), and the hashes of the document with and without."""
    told_in = LetterSigned.kind if attempt.bearer is Bearer.LETTER else LeftInBatch.kind
    at = letter.signed_at or attempt.requested_at
    day = indonesian_date(local_day(at, zone=telling.zone))
    lines = (
        f"{letter.title}, nomor {letter.number or '-'}",
        f"Penandatangan          : {telling.officers.get(attempt.officer_id, 'petugas')}",
        f"Sebagai                : {letter.signed_as or attempt.role} ({attempt.capacity})",
        f"Ditandatangani         : {day}, pukul {indonesian_time(at, zone=telling.zone)}",
        f"Penyelenggara          : {attempt.provider}",
        f"Nomor seri sertifikat  : {attempt.certificate_serial}",
        f"Sidik naskah final     : {attempt.final_sha256}",
        f"Sidik dokumen bertanda : {attempt.signed_sha256}",
        "",
        "Ketika ditandatangani telah diperiksa: tanda tangan utuh dan mencakup seluruh dokumen, dokumen diawali naskah",
        "final tanpa perubahan, dan sertifikat dipercaya pada saat itu. Sidik dokumen bertanda ada pada peristiwa",
        f"{told_in} dalam rantai.json. Dokumen dapat diperiksa lagi dengan pembaca PDF yang mengenal PAdES.",
    )
    return "\n".join(lines) + "\n"
