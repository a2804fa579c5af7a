"""Public verification over HTTP: a paper's standing from its final to its withdrawal, and nothing about anybody."""

import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.support import forms
from tests.support.programs import program
from tests.support.world import PUBLIC_URL, Drive, World

from laksana.attachments.queries import promoted_attachment
from laksana.attachments.store import store
from laksana.cases import inputs
from laksana.cases.reject_case import reject_case
from laksana.correspondence.queries import letter_by_id, letters_of_cases
from laksana.letters.finalise_letter import finalise_letter
from laksana.letters.paraf_letter import paraf_letter
from laksana.letters.sign_letter import sign_letter
from laksana.letters.withdraw_letter import withdraw_letter
from laksana.verification.codes import SIGNS, code_digest, code_of
from laksana.verification.stamp import verification_url
from laksana_infra.crypto import SecretKey
from laksana_infra.ids import new_id
from laksana_infra.settings import load_settings
from laksana_web.app import build_app
from laksana_web.pages.limit import REQUESTS_A_MINUTE
from laksana_web.pages.upload import LARGEST_FILE

LETTER = "surat_penolakan"
PRIVATE = ("SULASTRI", "Sulastri", "RUSLAN", "Kursi roda", "BUDI SANTIKA", "1604")
"""Names of the case's people, the signer's, its subject, and how an identity number of Lahat begins."""


@pytest_asyncio.fixture
async def anyone(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody with a browser and no account."""
    transport = httpx.ASGITransport(build_app(load_settings({})), raise_app_exceptions=False)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as opened:
        yield opened


async def final(world: World) -> tuple[Drive, dict[str, Any]]:
    """The shortest way to a final: a rejection as soon as it is allowed; the case, and how its final is named."""
    drive = await world.drive_to("laporkan")
    asked = inputs.RejectCase(case_id=drive.id, reason="BUKAN_SASARAN", ground="Di luar sasaran.")
    await drive.do(reject_case, asked, "KADIS")
    draft = await drive.draft(LETTER)
    await drive.do(paraf_letter, inputs.ParafLetter(**draft), "KABID")
    await drive.do(finalise_letter, inputs.FinaliseLetter(**draft), "KADIS")
    return drive, {
        "case_id": drive.id,
        "letter_id": draft["letter_id"],
        "final_sha256": drive.case.ids["final_sha256"],
    }


async def signed(drive: Drive, named: dict[str, Any]) -> bytes:
    """The final is signed by hand, its scan bound; the scan as it is handed out."""
    scan = await drive.world.upload(drive.id, "scan")
    await drive.do(sign_letter, inputs.SignLetter(**named, scan_id=scan), "KADIS")
    with drive.world.inside():
        return await store().get((await promoted_attachment(scan)).object_key)


async def pdf_of(world: World, letter_id: Any) -> bytes:  # noqa: ANN401 - an id as the drive keeps it
    with world.inside():
        key = (await letter_by_id(letter_id)).final_key
        assert key is not None
        return await store().get(key)


def codes_in(pdf: bytes, folder: Path) -> list[str]:
    """What a camera reads on the first page."""
    (folder / "final.pdf").write_bytes(pdf)
    subprocess.run([program("pdftoppm"), "-r", "150", "-png", "final.pdf", "page"], cwd=folder, check=True)
    page = next(iter(sorted(folder.glob("page*.png"))))
    return [found.text for found in zxingcpp.read_barcodes(Image.open(page))]


def sent(content: bytes) -> dict[str, Any]:
    return {"files": {"berkas": ("surat.pdf", content, "application/pdf")}}


def without_count(answer: httpx.Response) -> httpx.Response:
    """The answer as it is however often one has asked."""
    for name in ("ratelimit-remaining", "ratelimit-reset"):
        del answer.headers[name]
    return answer


def seen(answer: httpx.Response) -> str:
    """The page's text; it names nobody."""
    assert [word for word in PRIVATE if word in answer.text] == []
    return " ".join(answer.text.split())


async def test_verification_follows_a_letter_from_its_final_to_its_withdrawal(
    world: World, anyone: httpx.AsyncClient, tmp_path: Path
) -> None:
    drive, named = await final(world)
    with world.inside():
        url = await verification_url(named["letter_id"])
    pdf = await pdf_of(world, named["letter_id"])

    assert codes_in(pdf, tmp_path) == [url]
    waiting = await anyone.get(url)
    assert waiting.status_code == 200
    for fact in ("menunggu tanda tangan", "Dinas Sosial Kabupaten Lahat", "Surat Penolakan", "Kepala Dinas Sosial"):
        assert fact in seen(waiting)
    assert "16 November 2026" in seen(waiting)
    assert drive.case.ids["number"] in seen(waiting)

    scan = await signed(drive, named)

    code = url.rpartition("/")[2]
    typed = await anyone.get("/v", params={"kode": f" {code.lower().replace('-', ' ')} "}, follow_redirects=True)
    assert "<strong>berlaku</strong>" in seen(typed)
    ours = await anyone.post(f"{url}/berkas", **sent(pdf))
    assert "sama, byte demi byte, dengan naskah final" in seen(ours)
    scanned = await anyone.post(f"{url}/berkas", **sent(scan))
    assert "dengan pindaian surat yang sudah ditandatangani" in seen(scanned)
    other = await anyone.post(f"{url}/berkas", **sent(pdf + b"\n"))
    assert "berkas ini bukan berkas surat di bawah ini" in seen(other)

    reason = inputs.WithdrawLetter(case_id=drive.id, letter_id=named["letter_id"], reason="Salah alamat Sulastri.")
    await drive.do(withdraw_letter, reason, "KADIS")

    await world.drain()
    withdrawn = (
        "<strong>dicabut</strong> pada 16 November 2026 dengan surat nomor 400.9/2/DINSOS/2026 dan tidak berlaku lagi"
    )
    assert withdrawn in seen(await anyone.get(url))
    alone = await anyone.post("/v/berkas", **sent(pdf))
    assert "byte demi byte" in seen(alone)
    assert "<strong>dicabut</strong>" in seen(alone)


async def test_verification_of_a_receipt_and_of_whatever_else_is_typed(
    world: World, anyone: httpx.AsyncClient, tmp_path: Path
) -> None:
    drive = await world.drive_to("periksa_berkas", form=forms.laporan())
    with world.inside():
        papers = {paper.kind: paper for paper in (await letters_of_cases([drive.id]))[drive.id]}
        receipt = papers.pop("tanda_terima_awal")
        url = await verification_url(receipt.id)
        foreign = code_of(SecretKey(bytes(32)), receipt.id)
    assert codes_in(await pdf_of(world, receipt.id), tmp_path) == [url]
    known = await anyone.get(url)
    assert (known.status_code, receipt.stage) == (200, "ISSUED")
    assert "<strong>berlaku</strong>" in seen(known)
    assert (receipt.number or "-") in seen(known)

    (beside,) = [await pdf_of(world, paper.id) for paper in papers.values()]
    assert "bukan berkas surat di bawah ini" in seen(await anyone.post(f"{url}/berkas", **sent(beside)))
    assert "byte demi byte, dengan naskah final" in seen(await anyone.post("/v/berkas", **sent(beside)))

    code = url.rpartition("/")[2]
    changed = code[:-1] + ("0" if code[-1] != "0" else "1")
    answers = [
        await anyone.get(httpx.URL(PUBLIC_URL).copy_with(raw_path=f"/v/{wrong}".encode()))
        for wrong in (foreign, changed, code[:-1], "x", "%00", "%F0%9F%99%82", "A" * 5000, str(new_id()), "'; --")
    ]

    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert len({tuple(answer.headers.items()) for answer in map(without_count, answers)}) == 1
    assert (await anyone.post(f"/v/{foreign}/berkas", **sent(b"%PDF"))).status_code == 404


@pytest.mark.parametrize(
    ("request_", "status", "sentence"),
    [
        ({"content": b"%PDF-1.7"}, 400, "Berkas tidak terbaca"),
        ({"content": b"--x\r\n", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, 400, "tidak terbaca"),
        (sent(b""), 400, "Tidak ada berkas yang dipilih"),
        ({"files": {"lain": ("a.pdf", b"%PDF", "application/pdf")}}, 400, "Tidak ada berkas yang dipilih"),
        (sent(bytes(LARGEST_FILE + 20_000)), 413, "Berkas terlalu besar"),
    ],
    ids=["no form", "a form cut off", "an empty file", "another field", "too large"],
)
async def test_verification_refuses_what_is_no_upload_in_words(
    request_: dict[str, Any], status: int, sentence: str
) -> None:
    transport = httpx.ASGITransport(build_app(load_settings({})), raise_app_exceptions=False)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as anyone:
        answer = await anyone.post("/v/berkas", **request_)

    assert answer.status_code == status
    assert sentence in answer.text


async def test_verification_is_limited_for_each_client_alone() -> None:
    app = build_app(load_settings({}))
    first, second = (httpx.ASGITransport(app, client=(host, 1)) for host in ("192.0.2.1", "192.0.2.2"))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=first, base_url=PUBLIC_URL) as hasty:
        answers = [await hasty.get("/v") for _ in range(REQUESTS_A_MINUTE + 1)]
    async with httpx.AsyncClient(transport=second, base_url=PUBLIC_URL) as patient:
        unhindered = await patient.get("/v")

    assert {answer.status_code for answer in answers[:-1]} == {200}
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1].headers["retry-after"]) <= 60
    assert "Tunggu sebentar" in answers[-1].text
    assert unhindered.status_code == 200


@settings(max_examples=30)
@given(key=st.binary(min_size=32, max_size=32), bearer=st.uuids())
def test_a_verification_code_is_read_however_it_is_copied(key: bytes, bearer: Any) -> None:  # noqa: ANN401
    code = code_of(SecretKey(key), bearer)

    copied = code.lower().replace("-", " ").replace("1", "l").replace("0", "o")

    assert len(code.replace("-", "")) == SIGNS
    assert code_digest(copied) == code_digest(code)
    assert code_digest(code[:-1]) != code_digest(code)


@settings(max_examples=30)
@given(st.text())
def test_whatever_is_typed_as_a_verification_code_has_a_digest(typed: str) -> None:
    assert len(code_digest(typed)) == 32
