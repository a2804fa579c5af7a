"""`laksana sop quarantine`: its commands and their help; the work of each is imported when it is called."""

import rich_click as click

from laksana_web.cli.late import run


@click.group()
def quarantine() -> None:
    """Rilis yang dikarantina karena pluginnya mengganggu layanan."""


@quarantine.command("list")
@click.option("--all", "lifted_too", is_flag=True, help="Juga yang sudah dicabut.")
@click.option("--json", "as_json", is_flag=True, help="Satu larik JSON di keluaran baku.")
def list_all(lifted_too: bool, as_json: bool) -> None:
    """Daftar rilis yang dikarantina, sejak kapan, dan buktinya."""
    run("laksana_web.cli.quarantine:list_all", lifted_too=lifted_too, as_json=as_json)


@quarantine.command("lift")
@click.argument("slug")
@click.option("--release", default=None, help="Hanya rilis ini, misalnya r1; tanpa ini semua rilis SOP itu.")
def lift(slug: str, release: str | None) -> None:
    """Cabut karantina SOP SLUG; pencabutan tercatat, dan berlaku dalam beberapa detik."""
    run("laksana_web.cli.quarantine:lift", slug=slug, release=release)
