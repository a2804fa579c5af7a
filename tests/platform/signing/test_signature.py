"""Letters signed electronically: once, by their signer, with the final's bytes in front; else it is said why not."""

import hashlib
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.support.database import Urls
from tests.support.finals import Final, Finals, LetterFinal, finals
from tests.support.graphql import data
from tests.support.killed_signing import ARROWS, Wish, killed_at
from tests.support.programs import program

from laksana.attachments import store
from laksana.attachments.store import store as installed_store
from laksana.cases import inputs
from laksana.correspondence.numbers import Bearer
from laksana.correspondence.queries import SignatureKind, letters_of_cases
from laksana.letters.open_letter import Version, letter_url
from laksana.letters.sign_letter import sign_letter
from laksana.letters.withdraw_letter import withdraw_letter
from laksana.signing import signatory
from laksana.signing.inputs import RenewCertificate, RevokeCertificate
from laksana.signing.renew_certificate import renew_certificate
from laksana.signing.revoke_certificate import revoke_certificate
from laksana.signing.sign_electronically import sign_electronically
from laksana.signing.views import LEASE
from laksana_infra import clock
from laksana_infra.database import fetch
from laksana_infra.scope import Scope
from laksana_infra.settings import Settings, load_settings
from laksana_infra.signing.bsre import BsreSignatory
from laksana_infra.signing.bsre_double import PASSWORD, SITI, USERNAME, BsreDouble, serving
from laksana_infra.signing.opening import open_signatory
from laksana_infra.signing.port import Credentials, Passphrase, Provider, Secret, Signatory, Validated
from laksana_infra.storage import Storage, open_storage
from laksana_sdk.findings import text
from laksana_tenants.errors import Invalid, NotFound

__all__ = ["finals"]

WITH_PLH = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday, 09.00 in Lahat; the head is away until Friday and a Plh. stands in."""
EITHER = pytest.mark.parametrize("bearer", Bearer, ids=["letter", "joint"])
"""For what holds of a case's letter and of a joint dispatch's alike."""
SIGNATURE = '{ letters: case(id: "%s") { letters { kind signature { kind signedAt certificateSerial capacity } } } }'


def said_by(name: str, *arguments: str | Path) -> str:
    return subprocess.run([program(name), *arguments], capture_output=True, text=True, check=True).stdout


@contextmanager
def signing_with(chosen: Signatory | None) -> Iterator[None]:
    before = signatory.signatory()
    signatory.install(chosen)
    try:
        yield
    finally:
        signatory.install(before)


@pytest.fixture(autouse=True)
def _local() -> Iterator[None]:
    """The office's own authority, as an installation has it that says nothing else."""
    with signing_with(open_signatory(load_settings({}))):
        yield


@dataclass(eq=False)
class CutsTheLine:
    """Signs as its signatory does, and from then on the storage is gone."""

    behind: Signatory
    gone: Storage
    provider: Provider = Provider.LOCAL

    async def sign(self, pdf: bytes, credentials: Credentials, *, at: datetime) -> bytes:
        signed = await self.behind.sign(pdf, credentials, at=at)
        store.install(self.gone)
        return signed

    async def validate(self, signed: bytes, *, final: bytes, roots: Sequence[bytes], at: datetime) -> Validated:
        return await self.behind.validate(signed, final=final, roots=roots, at=at)


@pytest.fixture
def gone(storage_settings: Settings, storage: Storage) -> Iterator[Storage]:
    """A storage where nothing listens; afterwards the real one is the process's again."""
    nowhere = open_storage(replace(storage_settings, s3_endpoint="http://127.0.0.1:9"))
    yield nowhere
    store.install(storage)
    nowhere.close()


async def refusal(final: Final, passphrase: Passphrase | None = None) -> str:
    """Code and sentence with which the signer's wish is refused."""
    with pytest.raises(Invalid) as refused:
        await final.sign(passphrase=passphrase)
    (found,) = refused.value.findings
    return f"{found.code}: {text(found)}"


async def test_a_signed_letter_begins_with_its_final_and_stands_up_to_other_programs(
    finals: Finals, tmp_path: Path
) -> None:
    final = await finals.next()
    key = finals.world.key()

    changed = await final.sign(key=key)

    letter, attempt = await final.letter(), await final.attempt()
    assert attempt is not None
    assert (letter.stage, changed.ids["signature_state"], changed.step) == ("SIGNED", "VERIFIED", "kirim")
    signed = await installed_store().get(attempt.signed_key or "")
    unsigned = await installed_store().get(letter.final_key or "")
    assert signed.startswith(unsigned)
    assert hashlib.sha256(signed[: len(unsigned)]).hexdigest() == final.sha256
    assert hashlib.sha256(signed).hexdigest() == attempt.signed_sha256
    assert attempt.sealed_appendix is None
    with finals.world.inside():
        opened = await letter_url(final.letter_id, Version.SIGNED, by=await finals.world.actor("KADIS"))
        (read,) = await fetch("select kind from logged_read where letter_id = $1", final.letter_id)
    assert attempt.signed_sha256 in opened
    assert read["kind"] == "SIGNED"

    # Whoever asks again, by whatever key, and the job that was waiting, find it done.
    assert (await final.sign(key=key)).ids == changed.ids
    assert (await final.sign()).ids == changed.ids
    assert await finals.world.drain() == 1
    assert await finals.states(final) == [("VERIFIED", None)]
    assert await finals.signings(final) == 1

    document = tmp_path / "signed.pdf"
    document.write_bytes(signed)
    said = said_by("pdfsig", document)
    assert "Signature Validation: Signature is Valid." in said
    assert "Total document signed" in said
    assert "Signature Type: ETSI.CAdES.detached" in said
    assert "No syntax or stream encoding errors found" in said_by("qpdf", "--check", document)

    seen = await data(await finals.world.actor("KADIS"), SIGNATURE % final.drive.id)
    (shown,) = [one["signature"] for one in seen["letters"]["letters"] if one["kind"] == "surat_pengantar"]
    assert shown == {
        "kind": "ELECTRONIC",
        "signedAt": clock.now().isoformat(),
        "certificateSerial": letter.certificate_serial,
        "capacity": "DEFINITIF",
    }


@EITHER
async def test_a_signature_survives_a_kill_at_each_arrow_and_is_never_made_twice(
    bearer: Bearer, finals: Finals, postgres: Urls, storage_settings: Settings
) -> None:
    final, world = await finals.of(bearer), finals.world
    wish = Wish(
        use_case=type(final).use_case,
        asked=final.asked,
        by=await world.actor("KADIS"),
        key=world.key(),
        scope=Scope(world.lahat.id),
        urls=postgres,
        storage=storage_settings,
    )

    held = [killed_at(arrow, wish) for arrow in ARROWS]

    assert (len(set(held)), len(held[0])) == (1, 64)
    assert await finals.states(final) == [("STORED", None)]
    assert await final.stage() == "FINAL"

    await finals.world.drain()

    attempt = await final.attempt()
    assert attempt is not None
    assert attempt.signed_sha256 == held[0]
    assert await finals.states(final) == [("VERIFIED", None)]
    assert await final.stage() == "SIGNED"
    assert await finals.signings(final) == 1


@EITHER
async def test_a_signature_waits_for_a_storage_that_is_down_before_and_after_it_was_made_and_is_made_once(
    bearer: Bearer, finals: Finals, storage: Storage, gone: Storage
) -> None:
    final, local = await finals.of(bearer), open_signatory(load_settings({}))
    assert local is not None
    numbers = "select count(*) from register_number"
    taken = await finals.owner.fetchval(numbers)

    store.install(gone)
    assert (await final.sign()).ids["signature_state"] == "REQUESTED"
    store.install(storage)
    assert await finals.states(final) == [("REQUESTED", None)]
    with signing_with(CutsTheLine(local, gone)):
        waiting = await final.sign()
    assert waiting.ids["signature_state"] == "SIGNED"
    assert await final.stage() == "FINAL"
    store.install(storage)
    await finals.world.drain()

    assert await finals.states(final) == [("VERIFIED", None)]
    assert await finals.signings(final) == 1
    assert await finals.owner.fetchval(numbers) == taken


async def test_a_signature_that_may_not_be_is_refused_with_its_remedy_and_paper_stays_open(finals: Finals) -> None:
    final = await finals.next()
    kadis, staf = await finals.world.actor("KADIS"), await finals.world.actor("STAF")
    renew, revoke = RenewCertificate(officer_id=kadis.officer_id), RevokeCertificate(officer_id=kadis.officer_id)

    changed = await refusal(LetterFinal(drive=final.drive, letter_id=final.letter_id, sha256="0" * 64))
    assert changed.startswith("signature.other_final: Naskah ini bukan naskah final")
    with finals.world.inside():
        with pytest.raises(Invalid) as refused:
            await sign_electronically(final.asked, by=staf, key=finals.world.key())
        assert [found.code for found in refused.value.findings] == ["role.not_held"]
        with pytest.raises(NotFound):
            await renew_certificate(renew, by=staf, key=finals.world.key())
    with signing_with(None):
        assert (await refusal(final)).startswith("signature.not_offered: Kantor ini tidak memakai")
    assert kadis.officer_id == (await final.letter()).signer_id

    await finals.world.act(renew_certificate, renew, "KADIS")
    await finals.owner.execute(
        "update signing_certificate set valid_until = '2026-11-01 00:00+07' where officer_id = $1", kadis.officer_id
    )
    assert "kedaluwarsa pada 1 November 2026; minta yang baru" in await refusal(final)
    await finals.world.act(renew_certificate, renew, "KADIS")
    await finals.world.act(revoke_certificate, revoke, "KADIS")
    assert "dicabut pada 16 November 2026; minta yang baru" in await refusal(final)
    assert await finals.states(final) == []

    scan = await finals.world.upload(final.drive.id, "scan")
    wet = inputs.SignLetter(case_id=final.drive.id, letter_id=final.letter_id, final_sha256=final.sha256, scan_id=scan)
    await final.drive.do(sign_letter, wet, "KADIS")
    await finals.world.act(renew_certificate, renew, "KADIS")
    assert (await final.letter()).signature is SignatureKind.WET
    assert (await refusal(final)).startswith("step.")
    assert await finals.signings(final) == 1


async def test_a_plh_signs_with_a_certificate_of_their_own_and_nobody_signs_what_another_decided(
    finals: Finals,
) -> None:
    world, head = finals.world, await finals.world.actor("KADIS")
    with clock.frozen(WITH_PLH):
        final, plh = await finals.next(), await world.actor("KADIS")

    refused = await refusal(final)
    assert refused.startswith("signature.other_signer")
    assert plh.name in refused
    assert await finals.states(final) == []
    with clock.frozen(WITH_PLH):
        await final.sign()

    attempt = await final.attempt()
    assert attempt is not None
    certified = await finals.owner.fetchval(
        "select officer_id from signing_certificate where id = $1", attempt.certificate_id
    )
    assert (attempt.officer_id, certified, attempt.capacity) == (plh.officer_id, plh.officer_id, "PLH")
    assert head.officer_id != plh.officer_id
    assert await finals.states(final) == [("VERIFIED", None)]


async def test_the_letter_that_withdraws_a_signed_one_is_signed_electronically_too(finals: Finals) -> None:
    final, world = await finals.next(), finals.world
    await final.sign()
    asked = inputs.WithdrawLetter(case_id=final.drive.id, letter_id=final.letter_id, reason="Lembaga tujuan keliru.")
    await final.drive.do(withdraw_letter, asked, "KADIS")
    await world.drain()
    with world.inside():
        letters = (await letters_of_cases([final.drive.id]))[final.drive.id]
    (written,) = [letter for letter in letters if letter.withdraws == final.letter_id]
    notice = LetterFinal(drive=final.drive, letter_id=written.id, sha256=written.final_sha256 or "")

    await notice.sign()

    signed = await notice.letter()
    assert (signed.stage, signed.signature) == ("SIGNED", SignatureKind.ELECTRONIC)
    assert (await final.letter()).stage == "WITHDRAWN"
    assert await finals.states(notice) == await finals.states(final) == [("VERIFIED", None)]


@EITHER
async def test_a_signature_that_bsre_never_answered_for_is_declared_lost_before_there_is_another(
    bearer: Bearer, finals: Finals, caplog: pytest.LogCaptureFixture
) -> None:
    final, double = await finals.of(bearer), BsreDouble(at=clock.now())
    siti = Passphrase(nik=Secret(SITI.nik), passphrase=Secret(SITI.passphrase))
    caplog.set_level("DEBUG")

    with serving(double) as url, signing_with(_bsre(url, double)):
        with pytest.raises(Invalid) as empty:
            await final.sign()
        assert [found.field for found in empty.value.findings] == ["nik", "passphrase"]
        wrong = await refusal(final, Passphrase(nik=siti.nik, passphrase=Secret("salah sekali")))
        assert wrong.startswith("signature.refused_passphrase_wrong: Passphrase salah")
        double.breaks = True
        assert (await refusal(final, siti)).startswith("signature.unanswered: Layanan tanda tangan tidak menjawab")
        double.breaks = False
        assert (await refusal(final, siti)).startswith("signature.under_way")
        with pytest.raises(Invalid, match="not_lost"):
            await final.lost()
        finals.world.clock.advance(LEASE)
        assert (await refusal(final, siti)).startswith("signature.unanswered")
        await finals.world.drain()
        assert len(double.signed) == 1
        await final.lost()
        await final.sign(passphrase=siti)

    codes = [state for state, _ in await finals.states(final)]
    assert codes == ["FAILED", "LOST", "VERIFIED"]
    assert (len(double.signed), await finals.signings(final)) == (2, 1)
    for words in (SITI.passphrase, SITI.nik, "salah sekali"):
        assert words not in caplog.text
        assert await _written_anywhere(finals, words) == []


def _bsre(url: str, double: BsreDouble) -> BsreSignatory:
    return BsreSignatory(url, username=USERNAME, password=PASSWORD, roots=(double.root,))


async def _written_anywhere(finals: Finals, words: str) -> list[str]:
    """Every table, the jobs' too, of which a row holds these words in whatever column."""
    tables = await finals.owner.fetch(
        "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('app', 'jobs')"
    )
    return [
        row["name"]
        for row in tables
        if await finals.owner.fetchval(
            f"select exists (select from {row['name']} t where t::text like $1)", f"%{words}%"
        )
    ]
