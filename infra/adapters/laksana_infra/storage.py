"""Files in S3: bytes by presigned URL for browsers, a bounded pool of threads for ourselves."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import quote
from uuid import UUID

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from laksana_infra.availability import Part, PartAway
from laksana_infra.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_s3.type_defs import ObjectVersionTypeDef

__all__ = [
    "InvalidKeyError",
    "ObjectHead",
    "ObjectNotFound",
    "Storage",
    "StorageAwayError",
    "StorageError",
    "StoredPart",
    "open_storage",
]

_T = TypeVar("_T")
_THREADS: Final = 8
_KEY: Final = re.compile(
    r"tenants/(?P<tenant>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/[A-Za-z0-9][A-Za-z0-9._-]*)+"
)
_KEY_LIMIT: Final = 512
_CONTENT_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*(?:; ?charset=[a-z0-9-]+)?")
_LONGEST: Final = timedelta(days=7)  # SigV4 allows no more
_SERVERS_FAULT: Final = 500
_MISSING: Final = frozenset({"404", "NoSuchKey", "NotFound", "NoSuchUpload"})


class StorageError(Exception):
    """The S3 storage refused or did not answer; the text names what was asked for and its answer, never a key."""


class StorageAwayError(StorageError, PartAway):
    """The S3 storage does not answer, or cannot do its work just now: no room, starting, overloaded."""

    part = Part.STORAGE


class ObjectNotFound(StorageError):
    """There is no object under this key (any more)."""


class InvalidKeyError(ValueError):
    """A key is not of the form tenants/<tenant_id>/...: the program is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectHead:
    """What S3 says of a stored object: bytes, media type, the tag of its content and when it was stored."""

    key: str
    length: int
    content_type: str
    etag: str
    stored_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPart:
    """One uploaded part of a multipart upload, with the tag that S3 answered to its PUT.

    `length` in bytes is known where S3 was asked which parts it has.
    """

    number: int
    etag: str
    length: int | None = None


class Storage:
    """The bucket of this installation. Make one at start-up with `open_storage` and share it; `close()` at the end."""

    def __init__(self, client: "S3Client", *, signer: "S3Client", bucket: str, locks: bool = False) -> None:
        self._client = client
        self._signer = signer
        self.bucket: Final = bucket
        self._locks = locks
        # Its own threads: those of asyncio are few and shared with everybody, and botocore's pool has as many places.
        self._threads = ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="s3")

    async def ensure_bucket(self) -> None:
        """The bucket exists afterwards; raises StorageError when it does not and may not be made."""
        try:
            await self._call("bucket", self.bucket, partial(self._client.head_bucket, Bucket=self.bucket))
        except ObjectNotFound:
            await self._call("make bucket", self.bucket, self._create_bucket)

    async def put(self, key: str, content: bytes, *, content_type: str) -> None:
        """The object holds this content afterwards."""
        put = partial(
            self._client.put_object, Bucket=self.bucket, Key=_checked(key), Body=content, ContentType=content_type
        )
        await self._call("put", key, put)

    async def put_locked(self, key: str, content: bytes, *, content_type: str, until: datetime) -> None:
        """The object's newest version holds this content and can be neither changed nor removed before `until`.

        Raises StorageError where the bucket has no object lock.
        """
        put = partial(
            self._client.put_object,
            Bucket=self.bucket,
            Key=_checked(key),
            Body=content,
            ContentType=content_type,
            ObjectLockMode="COMPLIANCE",
            ObjectLockRetainUntilDate=until,
        )
        await self._call("put locked", key, put)

    async def get_first(self, key: str) -> bytes:
        """What was stored first under this key, whatever was put over it or removed since; raises ObjectNotFound."""
        return await self._call("get first", key, partial(self._read_first, _checked(key)))

    async def list_ever(self, prefix: str) -> tuple[str, ...]:
        """Every key below the prefix that was ever stored in a bucket with versions, also of what was removed since."""
        _checked(f"{prefix.rstrip('/')}/any")
        return await self._call("list versions", prefix, partial(self._list_ever, prefix.rstrip("/") + "/"))

    async def get(self, key: str) -> bytes:
        """The object's whole content; raises ObjectNotFound. Look at `head` first where it may be large."""
        return await self._call("get", key, partial(self._read, _checked(key), None))

    async def get_range(self, key: str, *, start: int, length: int) -> bytes:
        """At most `length` bytes of the object from the byte `start` (0 is the first); raises ObjectNotFound."""
        if start < 0 or length < 1:
            message = f"no range of bytes: start {start}, length {length}; start at 0 or later and read 1 byte or more"
            raise ValueError(message)
        return await self._call("get", key, partial(self._read, _checked(key), f"bytes={start}-{start + length - 1}"))

    async def head(self, key: str) -> ObjectHead:
        """What S3 says of the object; raises ObjectNotFound."""
        found = await self._call("head", key, partial(self._client.head_object, Bucket=self.bucket, Key=_checked(key)))
        return ObjectHead(
            key=key,
            length=found["ContentLength"],
            content_type=found.get("ContentType", ""),
            etag=found["ETag"].strip('"'),
            stored_at=found["LastModified"],
        )

    async def delete(self, key: str) -> None:
        """The object is gone afterwards, also where it never was."""
        await self._call("delete", key, partial(self._client.delete_object, Bucket=self.bucket, Key=_checked(key)))

    async def copy(self, source: str, target: str) -> None:
        """The target holds what the source holds, both of one tenant; raises ObjectNotFound without a source."""
        if _tenant(source) != _tenant(target):
            message = f"{source!r} and {target!r} belong to two tenants; nothing is copied between them"
            raise InvalidKeyError(message)
        copy = partial(
            self._client.copy_object, Bucket=self.bucket, Key=target, CopySource={"Bucket": self.bucket, "Key": source}
        )
        await self._call("copy", source, copy)

    async def list_prefix(self, prefix: str) -> tuple[str, ...]:
        """Every key below `tenants/<tenant_id>/...`, in order."""
        _checked(f"{prefix.rstrip('/')}/any")
        return await self._call("list", prefix, partial(self._list, prefix.rstrip("/") + "/"))

    async def every_key(self) -> AsyncIterator[str]:
        """Every key of the bucket's offices, in order; a thousand are asked for at a time."""
        after = ""
        while page := await self._call("list", "tenants", partial(self._page, after)):
            for key in page:
                yield key
            after = page[-1]

    def presign_put(self, key: str, *, length: int, content_type: str, expires: timedelta) -> str:
        """A URL that takes exactly so many bytes of this media type for so long; another size or type gets 403.

        The client sends the same Content-Type. S3 keeps what was sent, so look at `head` before believing it.
        """
        if length < 0:
            message = f"an object of {length} bytes cannot be uploaded; say how many bytes there are"
            raise ValueError(message)
        parameters = {"ContentLength": length, "ContentType": _media_type(content_type)}
        return self._presign("put_object", key, parameters, expires)

    def presign_get(self, key: str, *, expires: timedelta, filename: str, content_type: str) -> str:
        """A URL that gives the object for so long, saved by a browser under this file name and never shown inline."""
        parameters = {
            "ResponseContentDisposition": attachment_disposition(filename),
            "ResponseContentType": _media_type(content_type),
        }
        return self._presign("get_object", key, parameters, expires)

    async def create_multipart(self, key: str, *, content_type: str) -> str:
        """The id of a new upload in parts."""
        create = partial(
            self._client.create_multipart_upload, Bucket=self.bucket, Key=_checked(key), ContentType=content_type
        )
        return (await self._call("create upload", key, create))["UploadId"]

    def presign_part(self, key: str, *, upload_id: str, number: int, length: int, expires: timedelta) -> str:
        """A URL that takes part `number` (1 to 10,000) of exactly so many bytes."""
        if not 1 <= number <= 10_000:
            message = f"an upload has parts 1 to 10000, not {number}; make the parts larger"
            raise ValueError(message)
        parameters = {"UploadId": upload_id, "PartNumber": number, "ContentLength": length}
        return self._presign("upload_part", key, parameters, expires)

    async def list_parts(self, key: str, *, upload_id: str) -> tuple[StoredPart, ...]:
        """The parts that have arrived, at most 1,000; raises ObjectNotFound when the upload has ended."""
        ask = partial(self._client.list_parts, Bucket=self.bucket, Key=_checked(key), UploadId=upload_id)
        found = await self._call("list parts", key, ask)
        return tuple(
            StoredPart(number=part["PartNumber"], etag=part["ETag"], length=part["Size"])
            for part in found.get("Parts", ())
        )

    async def complete_multipart(self, key: str, *, upload_id: str, parts: Sequence[StoredPart]) -> None:
        """The object is whole, made of these parts; raises ObjectNotFound when there is no such upload."""
        ordered = sorted(parts, key=lambda part: part.number)
        complete = partial(
            self._client.complete_multipart_upload,
            Bucket=self.bucket,
            Key=_checked(key),
            UploadId=upload_id,
            MultipartUpload={"Parts": [{"PartNumber": part.number, "ETag": part.etag} for part in ordered]},
        )
        await self._call("complete upload", key, complete)

    async def abort_multipart(self, key: str, *, upload_id: str) -> None:
        """The upload and its parts are gone, also where they never were."""
        abort = partial(self._client.abort_multipart_upload, Bucket=self.bucket, Key=_checked(key), UploadId=upload_id)
        try:
            await self._call("abort upload", key, abort)
        except ObjectNotFound:
            return

    def close(self) -> None:
        """The threads and connections are given back; requests under way end first."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._client.close()
        self._signer.close()

    def _presign(self, operation: str, key: str, parameters: Mapping[str, Any], expires: timedelta) -> str:
        if not timedelta(seconds=1) <= expires <= _LONGEST:
            message = f"a URL cannot be valid for {expires}; choose 1 second to {_LONGEST.days} days"
            raise ValueError(message)
        return self._signer.generate_presigned_url(
            operation,
            Params={"Bucket": self.bucket, "Key": _checked(key), **parameters},
            ExpiresIn=int(expires.total_seconds()),
        )

    def _read(self, key: str, byte_range: str | None) -> bytes:
        wanted: dict[str, Any] = {"Range": byte_range} if byte_range else {}
        answer = self._client.get_object(Bucket=self.bucket, Key=key, **wanted)
        with answer["Body"] as body:
            return body.read()

    def _versions(self, prefix: str) -> "list[ObjectVersionTypeDef]":
        pages = self._client.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=prefix)
        return [found for page in pages for found in page.get("Versions", ())]

    def _list_ever(self, prefix: str) -> tuple[str, ...]:
        return tuple(sorted({found["Key"] for found in self._versions(prefix)}))

    def _read_first(self, key: str) -> bytes:
        versions = [found for found in self._versions(key) if found["Key"] == key]
        if not versions:
            message = f"S3 holds no version of {key!r}"
            raise ObjectNotFound(message)
        # S3 lists the newest first, and its times are whole seconds.
        first = min(reversed(versions), key=lambda found: found["LastModified"])
        answer = self._client.get_object(Bucket=self.bucket, Key=key, VersionId=first["VersionId"])
        with answer["Body"] as body:
            return body.read()

    def _create_bucket(self) -> None:
        region: Any = self._client.meta.region_name
        wanted: dict[str, Any] = {"ObjectLockEnabledForBucket": True} if self._locks else {}
        if region != "us-east-1":  # the one region that may not be named
            wanted["CreateBucketConfiguration"] = {"LocationConstraint": region}
        try:
            self._client.create_bucket(Bucket=self.bucket, **wanted)
        except self._client.exceptions.BucketAlreadyOwnedByYou:
            return  # another process was first

    def _list(self, prefix: str) -> tuple[str, ...]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        return tuple(entry["Key"] for page in pages for entry in page.get("Contents", ()))

    def _page(self, after: str) -> tuple[str, ...]:
        found = self._client.list_objects_v2(Bucket=self.bucket, Prefix="tenants/", StartAfter=after)
        return tuple(entry["Key"] for entry in found.get("Contents", ()))

    async def _call(self, what: str, key: str, operation: Callable[[], _T]) -> _T:
        # A cancelled task leaves its thread running: the client's own time-outs end it.
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, operation)
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code in _MISSING:
                message = f"S3 holds nothing for {what} {key!r}"
                raise ObjectNotFound(message) from error
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
            if status >= _SERVERS_FAULT:
                message = (
                    f"S3 failed at {what} {key!r} with {code or status}; look at the storage, its disk and its log"
                )
                raise StorageAwayError(message) from error
            message = (
                f"S3 refused {what} {key!r} with {code or 'no code'}; look at LAKSANA_S3_* and the bucket's policy"
            )
            raise StorageError(message) from error
        except (BotoCoreError, OSError) as error:
            message = f"S3 did not answer to {what} {key!r} ({type(error).__name__}); look at LAKSANA_S3_ENDPOINT"
            raise StorageAwayError(message) from error


def open_storage(settings: Settings, *, evidence: bool = False) -> Storage:
    """The storage of complete settings; call it once, at start-up: making one takes 0.1 s, and it serves all.

    `evidence` opens the bucket with object lock instead, whose name ends in `-evidence`.
    """
    if settings.s3_endpoint is None:
        raise ValueError("the settings name no S3 storage; start the embedded one first")
    client = _client(settings, settings.s3_endpoint)
    # Browsers may know the storage by another address than we do, and the signature covers the host.
    signer = _client(settings, settings.s3_public_endpoint) if settings.s3_public_endpoint else client
    bucket = f"{settings.s3_bucket}-evidence" if evidence else settings.s3_bucket
    return Storage(client, signer=signer, bucket=bucket, locks=evidence)


def attachment_disposition(filename: str) -> str:
    """The Content-Disposition header that saves a file under this name, whatever signs or scripts the name holds."""
    name = "".join(sign for sign in filename if sign.isprintable() and sign not in '/\\:*?"<>|').strip(". ") or "berkas"
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace("%", "_")
    return f"attachment; filename=\"{plain[:150]}\"; filename*=UTF-8''{quote(name[:150], safe='')}"


@cache
def _session() -> boto3.session.Session:
    # One for every client: what S3 looks like takes a session some 0.1 s to read.
    return boto3.session.Session()


def _client(settings: Settings, endpoint: str) -> "S3Client":
    config = Config(
        max_pool_connections=_THREADS,
        connect_timeout=3,
        read_timeout=10,
        retries={"mode": "standard", "max_attempts": 3},
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        # Checksums only where the operation demands them: a presigned URL would otherwise ask the browser for one.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return _session().client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id=settings.s3_access_key,
        aws_secret_access_key=settings.s3_secret_key,
        region_name=settings.s3_region,
        config=config,
    )


def _checked(key: str) -> str:
    _tenant(key)
    return key


def _tenant(key: str) -> UUID:
    match = _KEY.fullmatch(key)
    if match is None or len(key) > _KEY_LIMIT:
        message = f"{key[:80]!r} is no key; write tenants/<tenant_id>/<name>, up to {_KEY_LIMIT} signs"
        raise InvalidKeyError(message)
    return UUID(match["tenant"])


def _media_type(content_type: str) -> str:
    if _CONTENT_TYPE.fullmatch(content_type) is None:
        message = f"{content_type[:80]!r} is no media type; write it as type/subtype in small letters"
        raise ValueError(message)
    return content_type
