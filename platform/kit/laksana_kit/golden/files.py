"""Golden cases as files: beside the releases' folders, one a release, one line a command."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import msgspec

from laksana_kit.golden.case import GoldenCase
from laksana_sdk.procedure import Release
from laksana_sdk.strict_yaml import read_record

EXCEPTIONS: Final = "golden_exceptions.yaml"


class GoldenFileError(ValueError):
    """A file of golden cases that cannot be read; the message says where."""


def golden_file(release: Release) -> Path:
    """Where the golden cases of the release are kept."""
    return release.folder.parent / "golden" / f"{release.name}.jsonl"


def write_golden(release: Release, cases: Iterable[GoldenCase]) -> Path:
    """The file, written: for each case its name, end and digest on a line, then its commands, one a line."""
    lines = []
    for case in cases:
        plain = msgspec.to_builtins(case)
        commands = plain.pop("commands")
        lines.append(json.dumps(plain, ensure_ascii=False))
        # A form without an answer is another input than none.
        said = (
            {name: value for name, value in one.items() if value or (name, value) == ("form", {})} for one in commands
        )
        lines.extend(json.dumps(one, ensure_ascii=False) for one in said)
    file = golden_file(release)
    file.parent.mkdir(exist_ok=True)
    partial = file.with_suffix(".partial")
    partial.write_text("\n".join(lines) + "\n", "utf-8")
    partial.replace(file)
    return file


def read_golden(file: Path) -> tuple[GoldenCase, ...]:
    """The cases of a file, none without it. Raises GoldenFileError."""
    if not file.exists():
        return ()
    found: list[dict[str, object]] = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            said = json.loads(line)
            if "kind" in said:
                found[-1]["commands"].append(said)  # type: ignore[attr-defined]
            else:
                found.append({**said, "commands": []})
        except (ValueError, TypeError, IndexError) as fault:
            raise GoldenFileError(f"{file}: line {number} is no golden case ({fault}); write the file anew") from fault
    try:
        return msgspec.convert(tuple(found), tuple[GoldenCase, ...])
    except msgspec.ValidationError as fault:
        raise GoldenFileError(f"{file}: {fault}; write the file anew with laksana sop golden") from fault


def exceptions_of(release: Release) -> Mapping[tuple[str, str], str]:
    """Why this release does not replay a case of an earlier one, by that release and case. Raises PluginFileError."""
    file = release.folder / EXCEPTIONS
    if not file.exists():
        return {}
    record = read_record(file)
    found = {}
    for one in record.records("exceptions"):
        found[one.text("release"), one.text("case")] = one.text("why")
        one.close()
    record.close()
    return found
