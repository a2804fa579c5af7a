"""A certificate authority of an office's own, and the certificates that it issues to the people who sign there."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from cryptography.x509.oid import NameOID

__all__ = ["Issued", "new_authority", "new_certificate", "serial_of"]

AUTHORITY_LIFETIME: Final = timedelta(days=3653)
PERSON_LIFETIME: Final = timedelta(days=731)
"""Two years, as BSrE's certificates of persons are valid."""

_LONGEST_NAME: Final = 64  # RFC 5280, ub-common-name
_USAGES: Final = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A fresh certificate (DER) with its private key (PKCS #8, DER) and the first and last moment of its validity."""

    certificate: bytes
    key: bytes = field(repr=False)
    valid_from: datetime
    valid_until: datetime

    @property
    def serial(self) -> str:
        """The certificate's serial number, in lower-case hex."""
        return serial_of(self.certificate)


def serial_of(certificate: bytes) -> str:
    """The serial number of a certificate (DER), in lower-case hex."""
    return f"{x509.load_der_x509_certificate(certificate).serial_number:x}"


def new_authority(organisation: str, *, at: datetime) -> Issued:
    """A self-signed certificate of an office, with a P-256 key, that may issue those of persons and nothing else."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("CA tanda tangan internal", organisation)
    builder = (
        _builder(name, key, issuer=name, at=at, until=at + AUTHORITY_LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
    )
    return _issued(builder, key, by=key)


def new_certificate(authority: Issued, *, name: str, organisation: str, at: datetime) -> Issued:
    """A person's certificate with a P-256 key of its own, never valid for longer than the authority's."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer_key = load_der_private_key(authority.key, password=None)
    if not isinstance(issuer_key, ec.EllipticCurvePrivateKey):
        raise TypeError("an authority's key is an elliptic curve's")
    issuer = x509.load_der_x509_certificate(authority.certificate)
    until = min(at + PERSON_LIFETIME, authority.valid_until)
    builder = (
        _builder(_name(name, organisation), key, issuer=issuer.subject, at=at, until=until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage("digital_signature", "content_commitment"), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    return _issued(builder, key, by=issuer_key)


def _name(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:_LONGEST_NAME]),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:_LONGEST_NAME]),
        ]
    )


def _builder(
    subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, issuer: x509.Name, at: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(issuer_name=issuer, subject_name=subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*granted: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{usage: usage in granted for usage in _USAGES})


def _issued(
    builder: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey, *, by: ec.EllipticCurvePrivateKey
) -> Issued:
    certificate = builder.sign(by, SHA256())
    return Issued(
        certificate=certificate.public_bytes(Encoding.DER),
        key=key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
    )
