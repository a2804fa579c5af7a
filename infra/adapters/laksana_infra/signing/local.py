"""PAdES signatures with keys of the office's own, the same bytes each time for the same final, key and moment."""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from asn1crypto import keys, x509  # type: ignore[import-untyped]
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_private_key
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from laksana_infra.signing.port import CertifiedKey, Credentials, Provider, Validated
from laksana_infra.signing.validation import validate

__all__ = ["LocalSignatory", "signed_pdf"]

FIELD = "TandaTanganElektronik"
_DIGEST = "sha256"
# Hexadecimal digits for the CMS; two EC certificates and a signature take 2,400.
_RESERVED = 6_144


class LocalSignatory:
    """Signs in this process with the key that it is handed."""

    provider = Provider.LOCAL

    async def sign(self, pdf: bytes, credentials: Credentials, *, at: datetime) -> bytes:
        """The PDF with a PAdES B-B signature appended; the same bytes whenever it is asked the same."""
        if not isinstance(credentials, CertifiedKey):
            raise TypeError("the local signatory signs with a CertifiedKey")
        return await asyncio.to_thread(signed_pdf, pdf, credentials, at=at)

    async def validate(self, signed: bytes, *, final: bytes, roots: Sequence[bytes], at: datetime) -> Validated:
        """What the signature says when it holds; trusted are these roots alone."""
        return await asyncio.to_thread(validate, signed, final=final, roots=roots, at=at)


def signed_pdf(pdf: bytes, credentials: CertifiedKey, *, at: datetime) -> bytes:
    """The PDF with a PAdES B-B signature of this key appended, dated `at`; blocks for some 30 ms."""
    return asyncio.run(_signed(pdf, credentials, at=at))


async def _signed(pdf: bytes, credentials: CertifiedKey, *, at: datetime) -> bytes:
    writer = _AppendingWriter(BytesIO(pdf), seed=credentials.certificate + at.isoformat().encode())
    embedding = PdfCMSEmbedder(new_field_spec=SigFieldSpec(FIELD)).write_cms(FIELD, writer)
    next(embedding)
    placeholder = PdfSignedData(
        obj_type=generic.pdf_name("/Sig"),
        subfilter=SigSeedSubFilter.PADES,
        timestamp=at,
        bytes_reserved=_RESERVED,
    )
    embedding.send(SigObjSetup(sig_placeholder=placeholder))
    digest, output = embedding.send(SigIOSetup(md_algorithm=_DIGEST))
    cms = await _signer(credentials).async_sign(digest.document_digest, _DIGEST, use_pades=True)
    embedding.send(cms)
    signed: bytes = output.getvalue()
    return signed


def _signer(credentials: CertifiedKey) -> "_SteadySigner":
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(x509.Certificate.load(issuer) for issuer in credentials.issuers)
    return _SteadySigner(
        signing_cert=x509.Certificate.load(credentials.certificate),
        signing_key=keys.PrivateKeyInfo.load(credentials.key),
        cert_registry=store,
    )


class _SteadySigner(SimpleSigner):
    """Signs by RFC 6979, without a random number: what was signed and lost by a crash comes out the same again."""

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        key = load_der_private_key(self.signing_key.dump(), password=None)
        if digest_algorithm != _DIGEST or not isinstance(key, EllipticCurvePrivateKey):
            raise TypeError("the office's keys are elliptic curves and sign SHA-256")
        return key.sign(data, ECDSA(SHA256(), deterministic_signing=True))


class _AppendingWriter(IncrementalPdfFileWriter):
    """Appends to a PDF and changes nothing that was there; its document id follows from what is signed."""

    def __init__(self, stream: BytesIO, *, seed: bytes) -> None:
        super().__init__(stream)
        first = self._document_id[0]
        digest = hashlib.sha256(stream.getvalue() + seed).digest()[:16]
        self._document_id = generic.ArrayObject([first, generic.ByteStringObject(digest)])

    def _update_meta(self) -> None:
        # A modification date would differ each time and contradict the XMP that PDF/A asks for: nothing was modified.
        pass
