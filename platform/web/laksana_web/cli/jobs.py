"""See the offices' jobs, and run a failed one again."""

import json

import rich_click as click

from laksana_web.cli.database import in_database

_STATUS = {
    "todo": "menunggu", "doing": "berjalan", "succeeded": "selesai", "failed": "gagal", "cancelled": "dibatalkan",
    "aborted": "dihentikan",
}  # fmt: skip
_PART = {"database": "basis data", "storage": "penyimpanan", "scanner": "pemindai virus"}


def list_jobs(tenant_slug: str | None, every: bool, as_json: bool) -> None:
    """The jobs have been listed; unless `every` is asked for, those that failed or wait for an absent part."""
    offices = in_database("laksana_web.administration:jobs_of_offices", slug=tenant_slug, troubled=not every)
    if as_json:
        plain = [
            {
                "tenant": slug,
                "id": job.id,
                "task": job.task,
                "status": job.status,
                "attempts": job.attempts,
                "waited": {"part": job.waited.part, "times": job.waited.times} if job.waited else None,
                **job.payload,
            }
            for slug, jobs in offices.items()
            for job in jobs
        ]
        click.echo(json.dumps(plain))
        return
    for slug, jobs in offices.items():
        for job in jobs:
            about = " ".join(f"{name}={value}" for name, value in job.payload.items())
            tried = f"{job.attempts} kali dicoba"
            if job.waited:
                tried += f", {job.waited.times} kali menunggu {_PART[job.waited.part]}"
            click.echo(f"{slug} {job.id} {job.task}: {_STATUS[job.status]}, {tried}. {about}".rstrip())
    if not any(offices.values()):
        none = "Tidak ada pekerjaan yang gagal atau menunggu bagian yang tidak menjawab."
        click.echo("Tidak ada pekerjaan." if every else none)


def retry(job_id: int, tenant_slug: str) -> None:
    """The job is due again."""
    in_database("laksana_web.administration:retry_job_of", slug=tenant_slug, job_id=job_id)
    click.echo(f"Pekerjaan {job_id} akan dijalankan lagi oleh pekerja.")
