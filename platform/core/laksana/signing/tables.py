"""The office's signing certificates, and every attempt to sign electronically."""

from piccolo.columns import UUID, Bytea, Text, Timestamptz, Varchar
from piccolo.table import Table


class SigningCertificate(Table, tablename="signing_certificate"):
    """A certificate (DER) with its private key under the office's key; without `officer_id` it is the authority's."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    officer_id = UUID(null=True, default=None)
    serial = Varchar(length=40, default=None)
    certificate = Bytea(default=None)
    sealed_key = Bytea(default=None)
    valid_from = Timestamptz(default=None)
    valid_until = Timestamptz(default=None)
    revoked_at = Timestamptz(null=True, default=None)


class ElectronicSignature(Table, tablename="electronic_signature"):
    """One attempt to sign a letter: REQUESTED, SIGNED, STORED, VERIFIED; or FAILED with its reason, or LOST.

    It is a case's letter (`letter_id`) or that of a joint dispatch (`dispatch_id`), never both.

    While SIGNED, `sealed_appendix` holds what the signature adds to the final, under the office's key. `nik_digest`
    tells whether two BSrE signatures were made with one NIK, which is not kept. `declared_by` called it LOST.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    letter_id = UUID(null=True, default=None)
    dispatch_id = UUID(null=True, default=None)
    final_sha256 = Varchar(length=64, default=None)
    state = Varchar(length=12, default=None)
    provider = Varchar(length=12, default=None)
    officer_id = UUID(default=None)
    post_id = UUID(default=None)
    role = Varchar(length=40, default=None)
    capacity = Varchar(length=16, default=None)
    certificate_id = UUID(null=True, default=None)
    nik_digest = Bytea(null=True, default=None)
    requested_at = Timestamptz(default=None)
    sealed_appendix = Bytea(null=True, default=None)
    signed_sha256 = Varchar(length=64, null=True, default=None)
    signed_key = Text(null=True, default=None)
    certificate_serial = Varchar(length=40, null=True, default=None)
    declared_by = UUID(null=True, default=None)
    failure = Varchar(length=40, null=True, default=None)
    updated_at = Timestamptz(default=None)
