"""Objects go in and out by our threads or by presigned URL, and nothing else gets in."""

import http.client
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from laksana_infra.settings import Settings
from laksana_infra.storage import (
    InvalidKeyError,
    ObjectNotFound,
    Storage,
    StorageAwayError,
    StorageError,
    StoredPart,
    attachment_disposition,
    open_storage,
)

LAHAT, LAMANDAU = UUID(int=0x1604), UUID(int=0x6209)
MINUTE = timedelta(minutes=1)


def key(name: str, tenant: UUID = LAHAT) -> str:
    return f"tenants/{tenant}/{name}"


def send(method: str, url: str, body: bytes = b"", **headers: str) -> tuple[int, bytes, dict[str, str]]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=10)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"{parts.path}?{parts.query}", body=body, headers=sent)
        answer = connection.getresponse()
        return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


async def test_an_object_is_stored_read_described_copied_listed_and_deleted(storage: Storage) -> None:
    source, target = key("files/kk.pdf"), key("kept/kk.pdf")

    await storage.put(source, b"%PDF-1.7 isi", content_type="application/pdf")
    await storage.put(key("files/kk.pdf", LAMANDAU), b"lain", content_type="text/plain")
    await storage.copy(source, target)
    head = await storage.head(target)

    assert await storage.get(source) == b"%PDF-1.7 isi"
    assert await storage.get_range(source, start=5, length=3) == b"1.7"
    assert (head.length, head.content_type) == (12, "application/pdf")
    assert await storage.list_prefix(f"tenants/{LAHAT}") == (source, target)

    await storage.delete(source)
    await storage.delete(source)

    with pytest.raises(ObjectNotFound, match=r"S3 holds nothing for get 'tenants/.*/files/kk\.pdf'"):
        await storage.get(source)
    with pytest.raises(ObjectNotFound):
        await storage.head(source)
    assert await storage.list_prefix(f"tenants/{LAHAT}") == (target,)


async def test_ensure_bucket_makes_a_missing_bucket_and_leaves_an_existing_one(storage_settings: Settings) -> None:
    other = open_storage(replace(storage_settings, s3_bucket=f"lain-{LAHAT}"))

    await other.ensure_bucket()
    await other.put(key("a"), b"1", content_type="text/plain")
    await other.ensure_bucket()

    assert await other.get(key("a")) == b"1"
    other.close()


async def test_a_presigned_put_takes_the_planned_size_and_type_alone(storage: Storage) -> None:
    planned = key("quarantine/ktp.jpg")
    url = storage.presign_put(planned, length=4, content_type="image/jpeg", expires=MINUTE)

    assert send("PUT", url, b"longer", Content_Type="image/jpeg")[0] == 403
    assert send("PUT", url, b"jpg!", Content_Type="text/html")[0] == 403
    assert send("PUT", url.replace("ktp.jpg", "kk.jpg"), b"jpg!", Content_Type="image/jpeg")[0] == 403
    with pytest.raises(ObjectNotFound):
        await storage.head(planned)

    assert send("PUT", url, b"jpg!", Content_Type="image/jpeg")[0] == 200
    head = await storage.head(planned)
    assert (head.length, head.content_type) == (4, "image/jpeg")


async def test_a_presigned_get_is_a_download_under_a_safe_name_until_it_ends(storage: Storage) -> None:
    await storage.put(key("surat.pdf"), b"%PDF", content_type="text/html")
    url = storage.presign_get(
        key("surat.pdf"), expires=MINUTE, filename='../Surat "Ñ"\r\nX: 1.pdf', content_type="application/pdf"
    )

    status, body, headers = send("GET", url)

    assert (status, body) == (200, b"%PDF")
    assert headers["content-type"] == "application/pdf"
    assert (
        headers["content-disposition"]
        == "attachment; filename=\"Surat _X 1.pdf\"; filename*=UTF-8''Surat%20%C3%91X%201.pdf"
    )
    assert send("GET", url.replace("surat.pdf", "lain.pdf"))[0] == 403
    assert send("GET", url.partition("?")[0])[0] == 403


async def test_an_upload_in_parts_becomes_one_object_or_nothing(storage: Storage) -> None:
    whole, given_up = key("quarantine/besar.pdf"), key("quarantine/batal.pdf")
    first, second = b"a" * 5_242_880, b"b" * 10
    upload = await storage.create_multipart(whole, content_type="application/pdf")
    aborted = await storage.create_multipart(given_up, content_type="application/pdf")

    parts = []
    for number, content in ((1, first), (2, second)):
        url = storage.presign_part(whole, upload_id=upload, number=number, length=len(content), expires=MINUTE)
        assert send("PUT", url, content + b"!")[0] == 403
        status, _, headers = send("PUT", url, content)
        assert status == 200
        parts.append(StoredPart(number=number, etag=headers["etag"]))
    await storage.complete_multipart(whole, upload_id=upload, parts=parts[::-1])
    await storage.abort_multipart(given_up, upload_id=aborted)
    await storage.abort_multipart(given_up, upload_id=aborted)

    assert (await storage.head(whole)).length == 5_242_890
    assert await storage.get_range(whole, start=5_242_878, length=4) == b"aabb"
    with pytest.raises(ObjectNotFound):
        await storage.complete_multipart(given_up, upload_id=aborted, parts=parts)


async def test_wrong_keys_and_a_silent_endpoint_are_errors_without_the_secret(
    storage_settings: Settings,
) -> None:
    wrong = open_storage(replace(storage_settings, s3_secret_key="salah-sekali"))
    silent = open_storage(replace(storage_settings, s3_endpoint="http://127.0.0.1:9"))

    with pytest.raises(StorageError, match="SignatureDoesNotMatch") as refused:
        await wrong.get(key("a"))
    with pytest.raises(StorageAwayError, match="S3 did not answer"):
        await silent.get(key("a"))

    assert "salah-sekali" not in str(refused.value)
    wrong.close()
    silent.close()


@pytest.mark.parametrize(
    "wrong",
    [
        "a.pdf",
        "tenants/x/a",
        f"tenants/{LAHAT}",
        f"tenants/{LAHAT}/",
        key("../x"),
        key("a//b"),
        key("a b"),
        key("a" * 512),
    ],
)
async def test_a_key_outside_a_tenants_folder_never_leaves_the_process(storage: Storage, wrong: str) -> None:
    with pytest.raises(InvalidKeyError, match="is no key"):
        await storage.put(wrong, b"", content_type="text/plain")
    with pytest.raises(InvalidKeyError):
        storage.presign_get(wrong, expires=MINUTE, filename="a", content_type="text/plain")


async def test_nothing_is_copied_from_one_tenant_to_another(storage: Storage) -> None:
    await storage.put(key("a"), b"1", content_type="text/plain")

    with pytest.raises(InvalidKeyError, match="belong to two tenants"):
        await storage.copy(key("a"), key("copied", LAMANDAU))

    with pytest.raises(ObjectNotFound):
        await storage.head(key("copied", LAMANDAU))


@pytest.mark.parametrize("expires", [timedelta(0), timedelta(days=8)])
def test_a_url_is_valid_for_a_second_to_seven_days(storage: Storage, expires: timedelta) -> None:
    with pytest.raises(ValueError, match="choose 1 second to 7 days"):
        storage.presign_get(key("a"), expires=expires, filename="a", content_type="text/plain")


def test_a_file_name_without_usable_signs_becomes_berkas() -> None:
    assert attachment_disposition('../"?') == "attachment; filename=\"berkas\"; filename*=UTF-8''berkas"
