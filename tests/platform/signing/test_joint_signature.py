"""A joint letter signed electronically: what leaves with each of its cases, and who may sign it."""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from tests.support.finals import Finals, finals
from tests.support.graphql import data
from tests.support.joint_dispatches import composed

from laksana.attachments.store import store
from laksana.cases.queries import timelines_of_cases
from laksana.dispatches.inputs import SignDispatch, WithdrawDispatch
from laksana.dispatches.open_dispatch import dispatch_url
from laksana.dispatches.queries import dispatch_by_id
from laksana.dispatches.sign_dispatch import sign_dispatch
from laksana.dispatches.withdraw_dispatch import withdraw_dispatch
from laksana.dossier.build import build_dossier
from laksana.letters.open_letter import Version
from laksana.signing import signatory
from laksana.signing.inputs import SignDispatchElectronically
from laksana.signing.sign_dispatch_electronically import sign_dispatch_electronically
from laksana.vault.keys import office_key
from laksana.verification.codes import code_of
from laksana.verification.marks import Mark
from laksana.verification.queries import file_of_bytes, letter_of_code
from laksana.verification.views import Standing
from laksana_engine.events import SignatureKind
from laksana_infra.database import fetch
from laksana_infra.settings import load_settings
from laksana_infra.signing.opening import open_signatory
from laksana_infra.signing.port import Credentials, Provider, SigningUnanswered, Validated
from laksana_sdk.findings import text
from laksana_tenants.errors import Invalid

__all__ = ["finals"]

SIGN = """
mutation ($g: SignDispatchElectronicallyInput!) { signDispatchElectronically(input: $g) {
  __typename
  ... on DispatchSignedElectronically { state dispatch { status scanId signature { kind certificateSerial capacity } } }
} }"""


@pytest.fixture(autouse=True)
def _local() -> Iterator[None]:
    before = signatory.signatory()
    signatory.install(open_signatory(load_settings({})))
    yield
    signatory.install(before)


async def test_a_joint_signature_goes_with_every_case_and_is_what_anyone_verifies(finals: Finals) -> None:
    final, world = await finals.joint(), finals.world
    given = {"key": world.key(), "dispatchId": str(final.id), "finalSha256": final.joint.final}

    said = (await data(await world.actor("KADIS"), SIGN, {"g": given}))["signDispatchElectronically"]
    again = await final.sign()
    await final.joint.sent()

    attempt = await final.attempt()
    assert attempt is not None
    signature = {"kind": "ELECTRONIC", "certificateSerial": attempt.certificate_serial, "capacity": "DEFINITIF"}
    assert said == {
        "__typename": "DispatchSignedElectronically",
        "state": "VERIFIED",
        "dispatch": {"status": "SIGNED", "scanId": None, "signature": signature},
    }
    assert again.ids == {"signature_id": str(attempt.id), "signature_state": "VERIFIED"}
    assert await world.drain() == 1
    assert (await finals.states(final), await finals.signings(final)) == ([("VERIFIED", None)], 1)
    signed = await store().get(attempt.signed_key or "")
    assert hashlib.sha256(signed).hexdigest() == attempt.signed_sha256
    with world.inside():
        timelines = await timelines_of_cases([case.id for case in final.joint.cases])
        opened = await dispatch_url(final.id, Version.SIGNED, by=await world.actor("STAF"))
        code = code_of(await office_key(), final.id)
        dispatch = await dispatch_by_id(final.id)
        assert signed.startswith(await store().get(dispatch.final_key or ""))
        dossier = zipfile.ZipFile(io.BytesIO(await build_dossier(final.joint.cases[1].id)))
        (read,) = await fetch("select distinct kind from logged_read where dispatch_id = $1", final.id)
    left = [event for case in timelines.values() for event in case if event.kind == "LEFT_IN_BATCH"]
    assert [event.data["letter_sha256"] for event in left] == [attempt.signed_sha256] * 2
    assert attempt.signed_sha256 in opened
    assert read["kind"] == "SIGNED"
    facts = dossier.read("surat/bersama-01-rekap_usulan-tte.txt").decode().splitlines()
    assert f"Sidik dokumen bertanda : {attempt.signed_sha256}" in facts
    assert [name for name in dossier.namelist() if "rekap_usulan" in name and name.endswith(".pdf")] == []
    letter = await letter_of_code(code)
    assert letter is not None
    assert (letter.number, letter.standing) == (dispatch.number, Standing.VALID)
    found = await file_of_bytes(hashlib.sha256(signed).digest(), code=code)
    assert found is not None
    assert (found.mark, found.letter) == (Mark.SIGNED, letter)

    await final.joint.do(withdraw_dispatch, WithdrawDispatch(dispatch_id=final.id, reason="Salah tujuan."), "KADIS")
    assert await letter_of_code(code) == replace(letter, standing=Standing.WITHDRAWN)


@dataclass(eq=False)
class Silent:
    """Asked for a signature, it never answers."""

    provider: Provider = Provider.LOCAL

    async def sign(self, pdf: bytes, credentials: Credentials, *, at: datetime) -> bytes:
        raise SigningUnanswered

    async def validate(self, signed: bytes, *, final: bytes, roots: Sequence[bytes], at: datetime) -> Validated:
        raise SigningUnanswered


async def test_a_joint_signature_is_refused_to_others_for_other_bytes_and_after_paper(
    finals: Finals,
) -> None:
    final, world = await finals.joint(), finals.world
    other = SignDispatchElectronically(dispatch_id=final.id, final_sha256="0" * 64)
    early = await composed(world, await world.drive_to("surat_pengantar"))
    await early.drafted()

    for role, asked, code in (
        ("KABID", final.asked, "role.not_held"),
        ("KADIS", other, "signature.other_final"),
        ("KADIS", replace(other, dispatch_id=early.id), "batch.stage"),
    ):
        with pytest.raises(Invalid) as refused:
            await world.act(sign_dispatch_electronically, asked, role)
        assert [found.code for found in refused.value.findings] == [code]
        assert text(refused.value.findings[0])
    assert await finals.states(final) == []

    scan, answering = await world.upload(final.joint.cases[0].id, "scan"), signatory.signatory()
    signatory.install(Silent())
    with pytest.raises(Invalid) as silent:
        await final.sign()
    signatory.install(answering)
    wet = SignDispatch(dispatch_id=final.id, final_sha256=final.joint.final, scan_id=scan)
    await final.joint.do(sign_dispatch, wet, "STAF")
    await world.drain()

    assert [found.code for found in silent.value.findings] == ["signature.unanswered"]
    assert await finals.states(final) == [("FAILED", "signature.overtaken")]
    with pytest.raises(Invalid) as late:
        await final.sign()
    assert [found.code for found in late.value.findings] == ["batch.stage"]
    with world.inside():
        assert (await dispatch_by_id(final.id)).signature is SignatureKind.WET
