"""A bucket of its own for each worker."""

from collections.abc import Iterator
from dataclasses import dataclass

import boto3
import pytest
from botocore.config import Config
from tests.support.services import Run

from laksana_infra.embedded.storage import RunningStorage, attach_storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """Where this worker's objects lie, with the keys."""

    endpoint: str
    region: str
    access_key: str
    secret_key: str
    name: str


@pytest.fixture(scope="session")
def storage_server(run: Run) -> RunningStorage:
    """The run's S3 storage."""
    return attach_storage(run.require("storage"))


@pytest.fixture(scope="session")
def bucket(run: Run, storage_server: RunningStorage) -> Iterator[Bucket]:
    """This worker's bucket in the run's storage, versioned."""
    name = f"laksana-{run.worker}"
    client = boto3.client(
        "s3",
        endpoint_url=storage_server.endpoint,
        region_name=storage_server.region,
        aws_access_key_id=storage_server.access_key,
        aws_secret_access_key=storage_server.secret_key,
        config=Config(s3={"addressing_style": "path"}),
    )
    client.create_bucket(Bucket=name)
    yield Bucket(
        endpoint=storage_server.endpoint,
        region=storage_server.region,
        access_key=storage_server.access_key,
        secret_key=storage_server.secret_key,
        name=name,
    )
    client.close()
