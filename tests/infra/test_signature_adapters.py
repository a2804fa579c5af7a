"""Signatures by an office's own authority and by BSrE's double, without a database."""

import json
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from tests.platform.typeset import example

from laksana_infra.settings import SettingError, Signing, load_settings
from laksana_infra.signing.authority import new_authority, new_certificate
from laksana_infra.signing.bsre import BsreSignatory
from laksana_infra.signing.bsre_double import PASSWORD, SITI, USERNAME, BsreDouble, serving
from laksana_infra.signing.local import LocalSignatory
from laksana_infra.signing.port import (
    CertifiedKey,
    NotThisFinal,
    Passphrase,
    Refusal,
    Secret,
    SignatureInvalid,
    SigningRefused,
    SigningUnanswered,
)
from laksana_typeset import Typesetter

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
EXPIRED = replace(SITI, nik="1604015203780002", status="EXPIRED")
OFFICE = LocalSignatory()
OWN = Passphrase(nik=Secret(SITI.nik), passphrase=Secret(SITI.passphrase))


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """A final, who signs it, and the root that is trusted."""

    final: bytes
    key: CertifiedKey
    root: bytes
    serial: str


@pytest.fixture(scope="module")
def local(typesetter: Typesetter) -> Local:
    authority = new_authority("Dinas Sosial Kabupaten Lahat", at=AT)
    issued = new_certificate(authority, name="Rahmawati, S.Sos., M.Si.", organisation="Dinas Sosial", at=AT)
    return Local(
        final=typesetter.compile(example.letter(**example.SIGNED)),
        key=CertifiedKey(certificate=issued.certificate, issuers=(authority.certificate,), key=issued.key),
        root=authority.certificate,
        serial=issued.serial,
    )


async def test_a_local_signature_is_the_same_each_time_and_follows_the_unchanged_final(local: Local) -> None:
    signed = await OFFICE.sign(local.final, local.key, at=AT)

    assert signed == await OFFICE.sign(local.final, local.key, at=AT)
    assert signed != await OFFICE.sign(local.final, local.key, at=AT + timedelta(seconds=1))
    assert signed.startswith(local.final)
    assert b"/SubFilter /ETSI.CAdES.detached" in signed[len(local.final) :]
    # PDF/A: what describes the document is not written anew, and the field needs no appearance.
    assert b"/Metadata 162 0 R" in signed[len(local.final) :]
    assert b"/Type /Metadata" not in signed[len(local.final) :]
    assert b"/Rect [ 0 0 0 0 ]" in signed[len(local.final) :]
    seen = await OFFICE.validate(signed, final=local.final, roots=(local.root,), at=AT)
    assert seen.certificate_serial == local.serial


async def test_a_signature_over_other_bytes_roots_or_days_is_invalid(local: Local) -> None:
    signed = await OFFICE.sign(local.final, local.key, at=AT)
    stranger = new_authority("Kantor lain", at=AT).certificate
    place = signed.rindex(b"/SigFlags")
    changed = signed[:place] + b"/SigFlagz" + signed[place + 9 :]

    with pytest.raises(SignatureInvalid, match="changed"):
        await OFFICE.validate(changed, final=local.final, roots=(local.root,), at=AT)
    with pytest.raises(SignatureInvalid, match="not trusted"):
        await OFFICE.validate(signed, final=local.final, roots=(stranger,), at=AT)
    with pytest.raises(SignatureInvalid, match="not trusted"):
        await OFFICE.validate(signed, final=local.final, roots=(local.root,), at=AT + timedelta(days=800))
    with pytest.raises(SignatureInvalid, match="0 signatures"):
        await OFFICE.validate(local.final, final=local.final, roots=(local.root,), at=AT)
    with pytest.raises(NotThisFinal):
        await OFFICE.validate(signed, final=b"%PDF-1.7 another", roots=(local.root,), at=AT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """BSrE's double and the address at which it answers."""

    double: BsreDouble
    url: str

    def asked_as(self, username: str = USERNAME) -> BsreSignatory:
        return BsreSignatory(self.url, username=username, password=PASSWORD, roots=(self.double.root,))


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    double = BsreDouble((SITI, EXPIRED), at=AT)
    with serving(double) as url:
        yield Service(double=double, url=url)


async def test_a_signature_by_bsre_is_appended_and_holds_under_its_root_alone(local: Local, service: Service) -> None:
    bsre = service.asked_as()

    signed = await bsre.sign(local.final, OWN, at=AT)

    assert signed.startswith(local.final)
    assert (await bsre.validate(signed, final=local.final, roots=(), at=AT)).certificate_serial
    with pytest.raises(SignatureInvalid):
        await OFFICE.validate(signed, final=local.final, roots=(local.root,), at=AT)


@pytest.mark.parametrize(
    ("nik", "passphrase", "reason", "detail"),
    [
        ("1604015203780009", "apa saja", Refusal.NIK_UNKNOWN, "NOT_REGISTERED"),
        (EXPIRED.nik, EXPIRED.passphrase, Refusal.CERTIFICATE_EXPIRED, "EXPIRED"),
        (SITI.nik, "salah", Refusal.PASSPHRASE_WRONG, "HTTP 400, 2031"),
    ],
)
async def test_a_signature_that_bsre_refuses_is_refused_for_its_reason(
    service: Service, nik: str, passphrase: str, reason: Refusal, detail: str
) -> None:
    with pytest.raises(SigningRefused) as refused:
        await service.asked_as().sign(b"%PDF", Passphrase(nik=Secret(nik), passphrase=Secret(passphrase)), at=AT)

    assert (refused.value.reason, refused.value.detail) == (reason, detail)
    assert passphrase not in str(refused.value)


async def test_a_signature_service_that_is_down_refuses_and_one_that_breaks_off_leaves_it_open(
    local: Local, service: Service
) -> None:
    signed = len(service.double.signed)

    nowhere = BsreSignatory("http://127.0.0.1:9", username="x", password="x", roots=())
    with pytest.raises(SigningRefused, match="unreachable"):
        await nowhere.sign(local.final, OWN, at=AT)
    with pytest.raises(SigningRefused, match="HTTP 401"):
        await service.asked_as("somebody").sign(local.final, OWN, at=AT)
    assert len(service.double.signed) == signed
    service.double.breaks = True
    with pytest.raises(SigningUnanswered, match="502"):
        await service.asked_as().sign(local.final, OWN, at=AT)
    service.double.breaks = False
    assert len(service.double.signed) == signed + 1


def test_a_signature_secret_cannot_be_written_down() -> None:
    secret = Secret("rahasia")

    assert "rahasia" not in f"{secret!r} {secret} {OWN!r}"
    for write in (pickle.dumps, msgspec.json.encode, json.dumps):
        with pytest.raises(TypeError):
            write(secret)


def test_signature_settings_hang_together() -> None:
    assert load_settings({}).signing is Signing.LOCAL
    with pytest.raises(SettingError, match="LAKSANA_BSRE_URL: is not set although LAKSANA_SIGNING is bsre"):
        load_settings({"LAKSANA_SIGNING": "bsre"})
    with pytest.raises(SettingError, match="use one of local, bsre, none"):
        load_settings({"LAKSANA_SIGNING": "tinta"})
    halves = {"LAKSANA_BSRE_URL": "https://esign.example.go.id", "LAKSANA_BSRE_PASSWORD": "sandi-rahasia"}
    with pytest.raises(SettingError, match="LAKSANA_BSRE_USERNAME: is not set"):
        load_settings(halves)
    whole = {**halves, "LAKSANA_BSRE_USERNAME": "dinsos", "LAKSANA_BSRE_CA_FILE": __file__}
    with pytest.raises(SettingError, match="LAKSANA_SIGNING: is local although LAKSANA_BSRE_URL is set"):
        load_settings(whole)
    assert "sandi-rahasia" not in repr(load_settings({**whole, "LAKSANA_SIGNING": "bsre"}))
