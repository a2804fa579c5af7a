"""What README and decisions name exists, and every finding has its sentence."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from tests.support.sources import ROOT, Source, calls, product, strings

from laksana_sdk.findings import catalogue

MADE_OF_CODE = ROOT / "platform" / "docs" / "reference" / "sdk.md"
"""What stands there as code are values that functions give: dates with slashes, time zones."""
DOCUMENTS = (ROOT / "README.md", *sorted({*(ROOT / "platform" / "docs").rglob("*.md")} - {MADE_OF_CODE}))
MADE_LATER = (".laksana/", "laksana-demo/", ".venv/", "r2/", "kursi_roda/", "lembar", "kasus.py")
"""What commands, later releases and readers of the tutorial make; a checkout does not have them."""

# An attachment's name lies sealed: it is put into the sentence when somebody reads it.
GIVEN_LATER = {"file"}

_LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w.*<>-]+(?:/[\w.*<>-]+)*/?")
_FILE = re.compile(r".*\.(?:py|toml|yaml|yml|md|typ|sql|graphql|csv|txt)")


def paths_named(document: Path) -> Iterator[str]:
    """Every path that the document links or names as code, from the document or the root."""
    text = document.read_text("utf-8")
    yield from _LINK.findall(text)
    for code in _CODE.findall(text):
        is_path = _PATH.fullmatch(code) and ("/" in code or _FILE.fullmatch(code))
        if is_path and not code.startswith(MADE_LATER):
            yield code


def exists(path: str, document: Path) -> bool:
    pattern = re.sub(r"<\w+>", "*", path).removesuffix("/").removeprefix("./")
    if pattern.startswith("../"):
        return (document.parent / pattern).resolve().exists()
    places = (ROOT.glob(pattern), document.parent.glob(pattern))
    if any(next(place, None) for place in places):
        return True
    rooms = ("platform", "graphql", "tenants", "infra", "plugins", "tests")
    return any(next((ROOT / room).glob(f"**/{pattern}"), None) for room in rooms)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_path_named_in_a_document_exists(document: Path) -> None:
    assert [path for path in paths_named(document) if not exists(path, document)] == []


def test_paths_are_found_in_the_documents() -> None:
    named = {path for document in DOCUMENTS for path in paths_named(document)}

    assert {"tests/isolation", "infra/adapters/laksana_infra"} <= named
    assert not exists("tests/isolation/nowhere.py", ROOT / "README.md")


def placeholders(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}


def test_a_sentence_is_one_in_both_languages_and_asks_for_the_same_values() -> None:
    unlike = [
        code
        for code, sentences in catalogue().items()
        if placeholders(sentences["id"]) != placeholders(sentences["en"])
        or not all(field.isidentifier() for field in placeholders(sentences["id"]))
        or not all(sentence.strip().endswith((".", "?", "!", ")")) for sentence in sentences.values())
    ]

    assert len(catalogue()) > 200
    assert unlike == []


MAKERS = ("error", "warning", "info")


def findings_made() -> Iterator[tuple[str, str, set[str] | None]]:
    """Where, which code, and which values are given; None where they are passed on as a mapping."""
    for source in product():
        for maker in MAKERS:
            for call in calls(source, maker):
                code = call.args[0].value if call.args and hasattr(call.args[0], "value") else None
                if isinstance(code, str) and re.fullmatch(r"[a-z_]+\.[a-z_0-9]+", code):
                    given = {keyword.arg for keyword in call.keywords}
                    values = None if None in given else {name for name in given if name and name != "field"}
                    yield f"{source.path}:{call.lineno}", code, values


def test_every_finding_has_a_sentence_and_its_values() -> None:
    made = list(findings_made())
    faults = [f"{place}: {code} is not in the catalogue" for place, code, _ in made if code not in catalogue()]
    faults += [
        f"{place}: {code} lacks {sorted(lacking)}"
        for place, code, values in made
        if code in catalogue() and values is not None
        if (lacking := placeholders(catalogue()[code]["id"]) - values - GIVEN_LATER)
    ]

    assert len(made) > 100
    assert faults == []


def test_every_sentence_is_used() -> None:
    said = {text for source in product() for _, text in strings(source)}
    # Some codes are made from what they are about, as f"not_found.{thing}".
    made = [re.compile(pattern) for source in product() for pattern in patterns(source) if "\\." in pattern]

    unused = [
        code for code in catalogue() if code not in said and not any(code_like.fullmatch(code) for code_like in made)
    ]

    assert unused == []


def patterns(source: Source) -> Iterator[str]:
    """What each f-string can become, as a regular expression."""
    for node in source.nodes:
        if isinstance(node, ast.JoinedStr):
            parts = (
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_]+" for part in node.values
            )
            yield "".join(parts)
