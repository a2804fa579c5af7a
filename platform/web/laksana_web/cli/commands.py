"""`laksana` and its commands with their options and help; the work of each is imported by name when it is called."""

from importlib.metadata import version
from pathlib import Path
from uuid import UUID

import rich_click as click

from laksana_web.cli.late import run
from laksana_web.cli.options import AS_JSON, FOLDER
from laksana_web.cli.sop_commands import sop

PURPOSES = ("CASEWORK", "SUPERVISION", "COMPLAINT", "DATA_SUBJECT", "AUDIT", "LEGAL")
"""What somebody reads for, named here so that `--help` need not import them."""

click.rich_click.SHOW_ARGUMENTS = True


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(version("laksana-web"), prog_name="laksana")
def laksana() -> None:
    """Laksana menjalankan SOP Dinas Sosial sebagai berkas digital.

    Tanpa pengaturan, perintah memakai PostgreSQL dan S3 tertanam di LAKSANA_HOME (bawaan: .laksana).
    """


@laksana.command()
def up() -> None:
    """Jalankan semuanya: layanan tertanam, migrasi, peladen web, dan pekerja."""
    run("laksana_web.cli.services:up")


@laksana.command()
def serve() -> None:
    """Jalankan peladen web saja; basis data dan S3 dari pengaturan."""
    run("laksana_web.cli.services:serve_alone")


@laksana.command()
def worker() -> None:
    """Jalankan pekerja saja; basis data dan S3 dari pengaturan."""
    run("laksana_web.cli.services:work_alone")


@laksana.command()
def migrate() -> None:
    """Mutakhirkan skema basis data dari pengaturan; aman diulang."""
    run("laksana_web.cli.services:migrate_alone")


@laksana.group()
def tenant() -> None:
    """Siapkan kantor dari paketnya."""


@tenant.command("new")
@click.argument("slug")
@click.option("--region", required=True, help="Kode wilayah kantor, misalnya 16.04.")
@click.option("--into", type=FOLDER, default=Path(), show_default="folder ini", help="Tempat folder paket dibuat.")
def tenant_new(slug: str, region: str, into: Path) -> None:
    """Tulis paket SLUG untuk diisi."""
    run("laksana_web.cli.tenants:new", slug=slug, region=region, into=into)


@tenant.command("plan")
@click.argument("pack", type=FOLDER)
@AS_JSON
def tenant_plan(pack: Path, as_json: bool) -> None:
    """Tunjukkan apa yang akan diubah PACK; tidak menulis apa pun."""
    run("laksana_web.cli.tenants:plan", pack=pack, as_json=as_json)


@tenant.command("apply")
@click.argument("pack", type=FOLDER)
@AS_JSON
def tenant_apply(pack: Path, as_json: bool) -> None:
    """Terapkan PACK dalam satu transaksi; boleh diulang."""
    run("laksana_web.cli.tenants:apply", pack=pack, as_json=as_json)


@tenant.command("list")
@AS_JSON
def tenant_list(as_json: bool) -> None:
    """Daftar kantor dan provinsi."""
    run("laksana_web.cli.tenants:list_all", as_json=as_json)


@laksana.group()
def token() -> None:
    """Token pegawai untuk GraphQL."""


@token.command("issue")
@click.option("--tenant", "tenant_slug", required=True, help="Slug kantor.")
@click.option("--person", required=True, help="Kode pegawai dalam people.yaml paketnya.")
@AS_JSON
def token_issue(tenant_slug: str, person: str, as_json: bool) -> None:
    """Cetak token baru satu kali; yang disimpan hanya sidiknya."""
    run("laksana_web.cli.tokens:issue", tenant_slug=tenant_slug, person=person, as_json=as_json)


@laksana.group()
def plugins() -> None:
    """Plugin SOP yang terpasang."""


@plugins.command("list")
@AS_JSON
def plugins_list(as_json: bool) -> None:
    """Daftar rilis SOP, dan plugin yang dikarantina beserta alasannya; tanpa basis data."""
    run("laksana_web.cli.plugins:list_all", as_json=as_json)


@laksana.group()
def case() -> None:
    """Kasus satu per satu."""


@case.command("dossier")
@click.argument("case_id", type=click.UUID)
@click.option("--tenant", "tenant_slug", default=None, help="Slug kantor; tanpa ini, dicari di semua kantor.")
@click.option("--purpose", type=click.Choice(PURPOSES), default=None, help="Keperluannya, dicatat bersama pembacanya.")
@click.option("--out", type=FOLDER, default=None, show_default="dossier-<ID>.zip", help="Berkas ZIP yang ditulis.")
def case_dossier(case_id: UUID, tenant_slug: str | None, purpose: str | None, out: Path | None) -> None:
    """Tulis seluruh isi kasus CASE_ID ke satu ZIP yang dapat diperiksa sendiri; memuat data pribadi."""
    run("laksana_web.cli.cases:dossier", case_id=case_id, tenant_slug=tenant_slug, purpose=purpose, out=out)


laksana.add_command(sop)


@laksana.group()
def audit() -> None:
    """Bukti bahwa catatan kantor masih seperti ketika ditulis."""


@audit.command("verify")
@click.option("--tenant", "tenant_slug", default=None, help="Slug kantor; tanpa ini, semua kantor.")
@AS_JSON
def audit_verify(tenant_slug: str | None, as_json: bool) -> None:
    """Periksa rantai peristiwa, tulisan, dan akar audit; sebut apa yang diubah, hilang, atau berpindah."""
    run("laksana_web.cli.audit:verify", tenant_slug=tenant_slug, as_json=as_json)


@audit.command("reads")
@click.option("--tenant", "tenant_slug", default=None, help="Slug kantor; tanpa ini, semua kantor.")
@click.option("--person", "person_id", type=click.UUID, default=None, help="Hanya pembacaan data orang ini.")
@click.option("--case", "case_id", type=click.UUID, default=None, help="Hanya pembacaan kasus ini.")
@click.option("--most", type=click.IntRange(1, 100), default=50, show_default=True, help="Paling banyak per kantor.")
@AS_JSON
def audit_reads(
    tenant_slug: str | None, person_id: UUID | None, case_id: UUID | None, most: int, as_json: bool
) -> None:
    """Tunjukkan siapa membaca data pribadi, dalam jabatan apa, dan untuk apa; yang terbaru dahulu."""
    run(
        "laksana_web.cli.audit:reads",
        tenant_slug=tenant_slug,
        person_id=person_id,
        case_id=case_id,
        most=most,
        as_json=as_json,
    )


@laksana.group()
def files() -> None:
    """Berkas yang diunggah: yang tersimpan dan yang tercatat."""


@files.command("reconcile")
@click.option("--tenant", "tenant_slug", default=None, help="Slug kantor; tanpa ini, semua kantor.")
@click.option("--apply", is_flag=True, help="Bersihkan yang pasti tidak terpakai lagi; tanpa ini hanya dilaporkan.")
@AS_JSON
def files_reconcile(tenant_slug: str | None, apply: bool, as_json: bool) -> None:
    """Cocokkan penyimpanan dengan catatan: berkas yang hilang, yang tak tercatat, dan unggahan yang tak selesai."""
    run("laksana_web.cli.files:reconcile", tenant_slug=tenant_slug, apply=apply, as_json=as_json)


@laksana.command()
@click.option(
    "--out", type=FOLDER, default=Path(), show_default="folder ini", help="Berkas baru, atau folder untuknya."
)
def backup(out: Path) -> None:
    """Cadangkan basis data dan objek semua kantor ke satu berkas terenkripsi; layanan boleh tetap berjalan."""
    run("laksana_web.cli.backup:back_up", out=out)


@laksana.command()
@click.argument("file", type=FOLDER)
@click.option("--replace", is_flag=True, help="Buang isi basis data yang ada; tanpa ini, yang berisi ditolak.")
@click.option("--check", is_flag=True, help="Hanya periksa berkasnya sampai akhir; tidak menulis apa pun.")
def restore(file: Path, replace: bool, check: bool) -> None:
    """Pulihkan cadangan FILE ke pemasangan yang kosong; semua atau tidak sama sekali."""
    run("laksana_web.cli.backup:restore", file=file, replace=replace, check=check)


@laksana.group()
def jobs() -> None:
    """Pekerjaan di latar: yang menunggu, dan yang gagal."""


@jobs.command("list")
@click.option("--tenant", "tenant_slug", default=None, help="Slug kantor; tanpa ini, semua kantor.")
@click.option("--all", "every", is_flag=True, help="Juga yang berjalan lancar; tanpa ini hanya yang bermasalah.")
@AS_JSON
def jobs_list(tenant_slug: str | None, every: bool, as_json: bool) -> None:
    """Daftar pekerjaan yang gagal, dan yang menunggu basis data, penyimpanan, atau pemindai virus."""
    run("laksana_web.cli.jobs:list_jobs", tenant_slug=tenant_slug, every=every, as_json=as_json)


@jobs.command("retry")
@click.argument("job_id", type=int)
@click.option("--tenant", "tenant_slug", required=True, help="Slug kantor yang memiliki pekerjaan itu.")
def jobs_retry(job_id: int, tenant_slug: str) -> None:
    """Jalankan lagi pekerjaan JOB_ID yang gagal, dengan hitungan percobaan dari awal."""
    run("laksana_web.cli.jobs:retry", job_id=job_id, tenant_slug=tenant_slug)


@laksana.group()
def keys() -> None:
    """Kunci: milik pemasangan, milik kantor, dan untuk cadangan."""


@keys.command("rotate")
@click.option("--master", is_flag=True, help="Bungkus semua kunci kantor dengan LAKSANA_MASTER_KEY yang baru.")
@click.option("--tenant", "tenant_slug", default=None, help="Slug kantor yang mendapat versi kunci baru.")
def keys_rotate(master: bool, tenant_slug: str | None) -> None:
    """Ganti kunci induk, atau kunci satu kantor; layanan boleh tetap berjalan, dan perintah ini boleh diulang."""
    run("laksana_web.cli.keys:rotate", master=master, tenant_slug=tenant_slug)


@keys.command("backup")
def keys_backup() -> None:
    """Cetak sepasang kunci cadangan baru; tidak disimpan di mana pun."""
    run("laksana_web.cli.backup:new_pair")


@laksana.command()
@AS_JSON
@click.option("--out", type=FOLDER, default=Path("laksana-demo"), show_default=True, help="Folder untuk surat PDF.")
@click.option("--home", type=FOLDER, default=None, help="Folder layanan tertanam yang dipertahankan sesudahnya.")
def demo(as_json: bool, out: Path, home: Path | None) -> None:
    """Jalankan delapan kasus menurut empat SOP di tiga kantor sampai akhirnya."""
    run("laksana_web.cli.demo:run_demo", as_json=as_json, out=out, home=home)
