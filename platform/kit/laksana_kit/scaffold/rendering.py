"""The files of a new plugin, by their place in its folder."""

import json
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Final

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined

from laksana_kit.importer.writing import sheet_text
from laksana_kit.scaffold import wording
from laksana_kit.scaffold.plan import BACK, CLOSING, Kind, Plan, Planned, role_of_column
from laksana_sdk.roles import PELAPOR
from laksana_sdk.sheet import Sheet

_FILES: Final = Environment(
    loader=PackageLoader("laksana_kit.scaffold", "files"),
    autoescape=False,  # noqa: S701 - these are Python, YAML and Markdown
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_FILES.filters["lit"] = json.dumps

_OF_RELEASE: Final = ("procedure.py", "forms.py", "validators.py", "common_core.py", "contexts.py", "letters.py")
_OF_FOLDER: Final = ("pyproject.toml", "README.md", "CHANGELOG.md")


def plugin_files(
    slug: str, sheet: Sheet, planned: Plan, *, head: str, source: str | None, doubts: tuple[str, ...], here: str | None
) -> Mapping[str, str]:
    """Each file's text by its path.

    `head` is the comment above the sheet, `source` the file it was read from, `doubts` what the import could not read;
    `here` is the plugin's folder in its workspace, None for a repository of its own.
    """
    known = _names(slug, sheet, planned) | {"source": source, "doubts": doubts, "here": here or "."}
    known["in_workspace"] = here is not None
    home = f"src/laksana_sop/{slug}"
    texts = {name: _filled(name, known) for name in _OF_FOLDER}
    texts |= {f"{home}/plugin.py": _filled("plugin.py", known), f"{home}/py.typed": ""}
    texts |= {f"{home}/r1/{name}": _filled(name, known) for name in _OF_RELEASE}
    texts[f"{home}/r1/sheet.yaml"] = sheet_text(sheet, head=head)
    texts[f"{home}/r1/reading.yaml"] = _reading(sheet, planned)
    letters = ("tanda_terima.typ", *(("surat.typ",) if known["letters"] else ()))
    texts |= {f"{home}/r1/templates/{name}": _filled(name, known) for name in letters}
    texts[f"tests/test_{slug}.py"] = _filled("test_slug.py", known)
    if here is None:
        texts[".gitignore"] = _filled("gitignore", known)
    return texts


def distribution(slug: str) -> str:
    """What the plugin's distribution is called."""
    return f"laksana-sop-{slug.replace('_', '-')}"


def _filled(name: str, known: Mapping[str, Any]) -> str:
    return _FILES.get_template(f"{name}.jinja").render(known)


def _names(slug: str, sheet: Sheet, planned: Plan) -> dict[str, Any]:
    """What the templates print."""
    steps = planned.steps
    letters = [step for step in steps if step.kind is Kind.SIGNED_LETTER]
    returning = any(step.returns for step in steps)
    waiting = any(step.kind is Kind.WAIT for step in steps)
    asker = steps[0].does if steps[0].does.outside else PELAPOR
    closer = steps[-1].by if steps[-1].kind is not Kind.SIGNED_LETTER else planned.counter
    roles = {planned.head, planned.counter, asker, closer, *(step.by for step in steps)}
    roles |= {step.does for step in steps if step.kind is Kind.WAIT} | ({PELAPOR} if returning else set())
    return {
        "slug": slug,
        "distribution": distribution(slug),
        "class_name": "".join(word.title() for word in slug.split("_")),
        "sdk_range": _range(),
        "plan": planned,
        "number": wording.label(sheet.nomor_sop) if sheet.nomor_sop else None,
        "effective": sheet.tanggal_efektif,
        "closing": CLOSING,
        "back": BACK,
        "letters": letters,
        "letter_roles": sorted({planned.counter.code, *(step.does.code for step in letters)}),
        "returning": returning,
        "waiting": waiting,
        "parts": _parts({step.kind for step in steps}, returning=returning, waiting=waiting),
        "roles": sorted(role.code for role in roles),
        "performed_by": asker,
        "closer": closer,
    }


def _parts(kinds: set[Kind], *, returning: bool, waiting: bool) -> list[str]:
    """What procedure.py imports of the SDK, in the order of sorted imports."""
    names = {"Close", "Exit", "Finish", "Outcome", "Procedure", *(kind.value for kind in kinds)}
    names |= {"Paper", "Return"} if returning else set()
    return [*sorted(names), *(["working_days"] if returning or waiting else [])]


def _range() -> str:
    """The SDK's versions that are promised to be compatible with this one: those of one minor before 1.0."""
    major, minor, *_ = map(int, version("laksana-sdk").split("."))
    return f">={major}.{minor},<{major}.{minor + 1}" if major == 0 else f">={major}.{minor},<{major + 1}"


def _reading(sheet: Sheet, planned: Plan) -> str:
    """The content of reading.yaml: who does what and why, and what the office is asked."""
    plain = {
        "columns": [_column(place, printed) for place, printed in enumerate(sheet.kolom_pelaksana, start=1)],
        "rows": [_row(step, last=step is planned.steps[-1]) for step in planned.steps],
        "branches": [
            {"row": step.row, "printed": way.printed, "then": _named(way.then), "reason": "Our reading of the label."}
            for step in planned.steps
            for way in step.ways
            if way.printed is not None
        ],
        "times": [],
        "splits": [],
        "laws": [{"item": item, "refs": []} for item, _ in enumerate(sheet.dasar_hukum, start=1)],
        "corrections": [],
        "anomalies": [
            {
                "id": f"Q-{number}",
                "finding": question.finding,
                "decision": question.decision,
                "steps": list(question.steps),
                "done_in": "procedure.py",
                "ask": question.ask,
            }
            for number, question in enumerate(planned.questions, start=1)
        ],
    }
    written: str = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100_000)
    return "# Our reading of the sheet: each with its reason; the office answers what stands under `ask`.\n" + written


def _named(then: str) -> str:
    return "return" if then == BACK else then.strip('"')


def _column(place: int, printed: str | None) -> dict[str, Any]:
    role, reason = role_of_column(printed)
    return {"column": place, "printed": printed, "role": role.code, "reason": reason}


def _row(step: Planned, *, last: bool) -> dict[str, Any]:
    symbol = "start" if step.kind is Kind.INTAKE else "decision" if step.ways else "end" if last else "process"
    supports = [step.by.code] if step.by is not step.does else []
    return {"row": step.row, "does": [step.does.code], "supports": supports, "symbol": symbol, "reason": step.reason}
