"""Whether a signed PDF holds: looked at with nothing but its bytes, the final's and the trusted roots."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from asn1crypto import x509  # type: ignore[import-untyped]
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import ValueErrorWithMessage
from pyhanko.sign.validation import PdfSignatureStatus, async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from laksana_infra.signing.port import NotThisFinal, SignatureInvalid, Validated

__all__ = ["validate"]


def validate(signed: bytes, *, final: bytes, roots: Sequence[bytes], at: datetime) -> Validated:
    """What the one signature says, when it is whole, covers all of the document and was trusted at that moment.

    Raises NotThisFinal when the document does not begin with the final's bytes, else SignatureInvalid.
    """
    if not signed.startswith(final):
        raise NotThisFinal("the signed document does not begin with the final's bytes")
    try:
        status = asyncio.run(_status(signed, roots, at))
    except (PdfError, ValueErrorWithMessage, SignatureValidationError, ValueError) as error:
        message = f"the signature cannot be read ({type(error).__name__})"
        raise SignatureInvalid(message) from error
    for fault, held in (
        ("the signed bytes were changed", status.intact),
        ("the signature does not verify under its certificate", status.valid),
        ("the certificate was not trusted at that moment", status.trusted),
        ("the signature does not cover the whole document", status.coverage == SignatureCoverageLevel.ENTIRE_FILE),
    ):
        if not held:
            raise SignatureInvalid(fault)
    return Validated(certificate_serial=f"{status.signing_cert.serial_number:x}")


async def _status(signed: bytes, roots: Sequence[bytes], at: datetime) -> PdfSignatureStatus:
    signatures = PdfFileReader(BytesIO(signed)).embedded_regular_signatures
    if len(signatures) != 1:
        message = f"the document bears {len(signatures)} signatures instead of one"
        raise SignatureInvalid(message)
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in roots], moment=at, allow_fetching=False
    )
    return await async_validate_pdf_signature(signatures[0], context)
