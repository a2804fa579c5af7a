"""Say what a new release of an SOP changes."""

import json

import rich_click as click

from laksana_kit.diff.compare import ReleaseDiff, compare
from laksana_web.cli.chosen import chosen


def show_diff(slug: str, old: str, new: str, as_json: bool) -> None:
    """Every change has been said, and what it would mean for cases under way."""
    found = compare(chosen(slug, old), chosen(slug, new))
    click.echo(json.dumps(_plain(found), ensure_ascii=False) if as_json else "\n".join(found.lines()))


def _plain(found: ReleaseDiff) -> dict[str, object]:
    return {
        "sop": found.slug,
        "from": found.old,
        "to": found.new,
        "changes": [
            {"section": one.section.name, "heading": one.section.value, "step": one.step, "sentence": one.sentence}
            for one in found.changes
        ],
        "running_cases": [
            {"step": one.step, "label": one.label, "because": list(one.because)} for one in found.running
        ],
    }
