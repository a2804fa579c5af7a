"""The embedded services that the settings leave to us, started side by side."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Self

from laksana_infra.embedded.home import master_key
from laksana_infra.embedded.postgres import RunningPostgres, attach_postgres, start_postgres
from laksana_infra.embedded.storage import RunningStorage, attach_storage, start_storage
from laksana_infra.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedServices:
    """The complete settings, with the services that run for them until `stop()`; None where a setting names another."""

    settings: Settings
    postgres: RunningPostgres | None
    storage: RunningStorage | None

    def stop(self) -> None:
        """Both services have ended; calling again does nothing."""
        with ThreadPoolExecutor(max_workers=2, thread_name_prefix="embedded") as threads:
            stops = [threads.submit(service.stop) for service in (self.postgres, self.storage) if service]
        for stop in stops:
            stop.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


class StartingServices:
    """The services on their way: they start in threads while the caller goes on importing."""

    def __init__(self, settings: Settings, *, durable: bool = True) -> None:
        # Before anything starts: a damaged key is an error of its own.
        self._settings = _with_master_key(settings)
        self._postgres: Future[RunningPostgres] | None = None
        self._storage: Future[RunningStorage] | None = None
        threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="embedded")
        if settings.embeds_postgres():
            self._postgres = threads.submit(start_postgres, settings.home, durable=durable)
        if settings.embeds_storage():
            self._storage = threads.submit(start_storage, settings.home, durable=durable)
        threads.shutdown(wait=False)

    def wait(self) -> EmbeddedServices:
        """The running services, when both are ready; where one cannot start, the other is stopped and it raises."""
        failures: list[BaseException] = []
        running: list[RunningPostgres | RunningStorage] = []
        for future in (self._postgres, self._storage):
            if future is not None:
                try:
                    running.append(future.result())
                except Exception as error:  # noqa: BLE001 - raised below, when the other one has been stopped
                    failures.append(error)
        if failures:
            for service in running:
                service.stop()
            raise failures[0]
        return _completed(
            self._settings,
            self._postgres.result() if self._postgres else None,
            self._storage.result() if self._storage else None,
        )


def embedded_services(settings: Settings, *, durable: bool = True) -> EmbeddedServices:
    """What the settings lack is running, side by side, and stands in the completed settings.

    Raises HomeInUseError when another process runs them on this home, EmbeddedError when one cannot start.
    """
    return StartingServices(settings, durable=durable).wait()


def attached_services(settings: Settings) -> EmbeddedServices:
    """The completed settings for the services that another process (`laksana up`) runs on this home.

    Raises EmbeddedError when one of them does not run.
    """
    return _completed(
        _with_master_key(settings),
        attach_postgres(settings.home) if settings.embeds_postgres() else None,
        attach_storage(settings.home) if settings.embeds_storage() else None,
    )


def _completed(
    settings: Settings, postgres: RunningPostgres | None, storage: RunningStorage | None
) -> EmbeddedServices:
    if postgres:
        settings = replace(
            settings,
            database_url=postgres.app_url,
            database_owner_url=postgres.owner_url,
            database_province_url=postgres.province_url,
            # The home's own superuser: whoever reads its password owns the files of the cluster as well.
            database_backup_url=postgres.superuser_url,
        )
    if storage:
        settings = replace(
            settings,
            s3_endpoint=storage.endpoint,
            s3_access_key=storage.access_key,
            s3_secret_key=storage.secret_key,
            s3_bucket=storage.bucket,
            s3_region=storage.region,
        )
    return EmbeddedServices(settings=settings, postgres=postgres, storage=storage)


def _with_master_key(settings: Settings) -> Settings:
    return settings if settings.master_key else replace(settings, master_key=master_key(settings.home))
