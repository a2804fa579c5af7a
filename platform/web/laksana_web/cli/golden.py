"""Write the golden cases of a release."""

import rich_click as click

from laksana_kit.golden.choose import golden_cases
from laksana_kit.golden.files import golden_file, write_golden
from laksana_sdk.published import published_beside
from laksana_web.cli.chosen import chosen
from laksana_web.cli.refusal import Refusal


def write_cases(slug: str, release: str | None) -> None:
    """The cases lie beside the release's folder; those of a published release stay as they are."""
    found = chosen(slug, release)
    if published_beside(found) is not None and golden_file(found).exists():
        raise Refusal(f"{slug} {found.name} sudah terbit; kasus emasnya tetap, dan dimainkan oleh laksana sop check")
    cases = golden_cases(found.procedure)
    try:
        file = write_golden(found, cases)
    except OSError as error:
        raise Refusal(f"{golden_file(found)}: {error.strerror}; jalankan di repositori plugin") from error
    click.echo(f"{file}: {len(cases)} kasus, {sum(len(case.commands) for case in cases)} tindakan")
