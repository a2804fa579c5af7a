"""`laksana sop`: its commands and their help; the work of each is imported when it is called."""

from datetime import datetime
from pathlib import Path

import rich_click as click

from laksana_web.cli.late import run
from laksana_web.cli.options import AS_JSON, FOLDER
from laksana_web.cli.quarantine_commands import quarantine


@click.group()
def sop() -> None:
    """Dari lembar SOP yang ditandatangani ke plugin."""


@sop.command("import")
@click.argument("file", type=FOLDER)
@click.option("--out", type=FOLDER, default=None, help="Folder untuk sheet.yaml dan report.yaml.")
@AS_JSON
def sop_import(file: Path, out: Path | None, as_json: bool) -> None:
    """Baca lembar SOP dari FILE (.txt, .docx, .html, .csv, .pdf) dan laporkan apa yang terbaca."""
    run("laksana_web.cli.sop:import_file", file=file, out=out, as_json_object=as_json)


@sop.command("new")
@click.argument("slug")
@click.option("--from", "sheet", type=FOLDER, default=None, help="Lembar SOP (.txt, .docx, .html, .csv, .pdf, .yaml).")
@click.option("--dir", "folder", type=FOLDER, default=Path(), help="Di mana; tanpa ini di folder kerja.")
def sop_new(slug: str, sheet: Path | None, folder: Path) -> None:
    """Buat plugin SOP yang langsung lulus pemeriksaan dan ujinya: dari lembar, atau contoh kecil dua pelaksana."""
    run("laksana_web.cli.sop:new_plugin", slug=slug, sheet=sheet, folder=folder)


@sop.command("sheet")
@click.argument("slug", metavar="[SLUG|FOLDER]")
@click.option("--release", default=None, help="Rilis, misalnya r1; tanpa ini yang terakhir.")
@click.option(
    "--printed-only", is_flag=True, help="Hanya yang tercetak pada lembar yang disahkan, tanpa langkah tersirat."
)
@click.option("--format", "how", type=click.Choice(["pdf", "svg", "html"]), default="pdf", show_default=True)
@click.option("--paper", type=click.Choice(["a4", "f4"]), default="f4", show_default=True)
@click.option("--office", default=None, help="Nama kantor pada halaman pertama; tidak tercetak pada lembar.")
@click.option("--out", type=FOLDER, default=None, help="Berkas tujuan; tanpa ini ke keluaran baku.")
def sop_sheet(
    slug: str, release: str | None, printed_only: bool, how: str, paper: str, office: str | None, out: Path | None
) -> None:
    """Gambar lembar SOP sebagai formulir resmi (PermenPAN-RB 35/2012) dengan bagan alirnya."""
    run(
        "laksana_web.cli.sheet:draw_sheet",
        slug=slug,
        release=release,
        printed_only=printed_only,
        how=how,
        paper=paper,
        office=office,
        out=out,
    )


@sop.command("run")
@click.argument("slug", metavar="[SLUG|FOLDER]")
@click.option("--auto", is_flag=True, help="Jelajahi semua jalur dengan isian buatan, alih-alih memainkan satu kasus.")
@click.option("--cases", type=click.IntRange(1, 100_000), default=200, show_default=True, help="Kasus dengan --auto.")
@click.option("--seed", type=int, default=1, show_default=True, help="Benih yang sama memainkan kasus yang sama.")
@AS_JSON
def sop_run(slug: str, auto: bool, cases: int, seed: int, as_json: bool) -> None:
    """Mainkan SOP tanpa basis data: siapa berikutnya dan mengapa, isian, temuan, isi surat."""
    run("laksana_web.cli.play:run_sop", slug=slug, auto=auto, cases=cases, seed=seed, as_json=as_json)


@sop.command("check")
@click.argument("target", required=False, metavar="[SLUG|FOLDER]")
@click.option("--format", "how", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option(
    "--pack", type=FOLDER, default=None, help="Paket kantor: periksa juga apakah setiap peran ada pejabatnya."
)
@click.option(
    "--whole", is_flag=True, help="Susun surat dalam setiap bentuknya, bukan yang terpendek dan terpanjang saja."
)
def sop_check(target: str | None, how: str, pack: Path | None, whole: bool) -> None:
    """Periksa plugin SOP dan lembarnya; berakhir dengan 1 bila ada kesalahan, dengan 0 bila hanya peringatan."""
    run("laksana_web.cli.check:check_sop", target=target, how=how, pack=pack, whole=whole)


@sop.command("diff")
@click.argument("slug")
@click.argument("old", metavar="LAMA")
@click.argument("new", metavar="BARU")
@AS_JSON
def sop_diff(slug: str, old: str, new: str, as_json: bool) -> None:
    """Sebut apa yang diubah rilis BARU terhadap rilis LAMA dari SOP SLUG, dan artinya bagi kasus yang berjalan."""
    run("laksana_web.cli.diff:show_diff", slug=slug, old=old, new=new, as_json=as_json)


@sop.command("releases")
@click.argument("slug", required=False)
@click.option("--tenant", "tenant_slug", default=None, help="Slug kantor; tanpa ini, semua kantor.")
@AS_JSON
def sop_releases(slug: str | None, tenant_slug: str | None, as_json: bool) -> None:
    """Daftar rilis: draf atau terbit, kantor mana bekerja menurutnya sejak kapan, dan kasus yang berjalan."""
    run("laksana_web.cli.releases:list_releases", slug=slug, tenant_slug=tenant_slug, as_json=as_json)


@sop.command("activate")
@click.argument("slug")
@click.option("--release", required=True, help="Rilis, misalnya r2.")
@click.option("--tenant", "tenant_slug", required=True, help="Slug kantor.")
@click.option(
    "--from", "effective_from", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Tanggal mulai berlaku."
)
@click.option(
    "--map", "mapping", multiple=True, metavar="PERAN=JABATAN", help="Konfirmasi jabatan yang menjalankan peran."
)
@click.option("--dry-run", is_flag=True, help="Hanya sebut apa yang sudah siap dan apa yang kurang.")
@AS_JSON
def sop_activate(
    slug: str,
    release: str,
    tenant_slug: str,
    effective_from: datetime,
    mapping: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Berlakukan rilis SOP SLUG di satu kantor; kasus yang berjalan tetap pada rilisnya."""
    run(
        "laksana_web.cli.releases:activate",
        slug=slug,
        release=release,
        tenant_slug=tenant_slug,
        effective_from=effective_from.date(),
        mapping=mapping,
        dry_run=dry_run,
        as_json=as_json,
    )


@sop.command("take-back")
@click.argument("slug")
@click.option("--release", required=True, help="Rilis, misalnya r2.")
@click.option("--tenant", "tenant_slug", required=True, help="Slug kantor.")
def sop_take_back(slug: str, release: str, tenant_slug: str) -> None:
    """Tarik kembali pemberlakuan rilis SOP SLUG yang belum mulai."""
    run("laksana_web.cli.releases:take_back", slug=slug, release=release, tenant_slug=tenant_slug)


@sop.command("golden")
@click.argument("slug")
@click.option("--release", default=None, help="Rilis, misalnya r1; tanpa ini yang terakhir.")
def sop_golden(slug: str, release: str | None) -> None:
    """Tulis kasus emas rilis SOP SLUG: sedikit kasus yang bersama-sama memperlihatkan setiap tindakan."""
    run("laksana_web.cli.golden:write_cases", slug=slug, release=release)


@sop.command("publish")
@click.argument("slug")
@click.option("--release", required=True, help="Rilis, misalnya r1.")
def sop_publish(slug: str, release: str) -> None:
    """Terbitkan rilis SOP SLUG di pohon sumbernya: sesudah itu isi foldernya tidak boleh berubah lagi."""
    run("laksana_web.cli.releases:publish_release", slug=slug, release=release)


sop.add_command(quarantine)


@sop.command("migrate")
@click.argument("slug")
@click.option("--to", "to_release", default=None, help="Rilis tujuan, misalnya r2.")
@click.option("--tenant", "tenant_slug", required=True, help="Slug kantor.")
@click.option("--reason", required=True, help="Alasan, tanpa nama orang; dicatat.")
@click.option("--dry-run", is_flag=True, help="Hanya putuskan ulang dan laporkan; tidak ada kasus yang dipindahkan.")
@click.option("--revert", type=click.UUID, default=None, metavar="RENCANA", help="Kembalikan pemindahan ini.")
@AS_JSON
def sop_migrate(**given: object) -> None:
    """Putuskan ulang kasus berjalan SOP SLUG menurut rilis lain, dan pindahkan yang keadaannya tetap sama."""
    run("laksana_web.cli.migration:migrate", **given)
