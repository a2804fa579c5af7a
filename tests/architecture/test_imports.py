"""Who imports whom: the contracts in pyproject.toml, and what they cannot say."""

import subprocess
import sys
from pathlib import Path

from tests.isolation.use_cases import found
from tests.support.sources import ROOT, product


def test_the_import_contracts_are_kept() -> None:
    command = Path(sys.executable).parent / "lint-imports"

    done = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_reading_calls_no_use_case() -> None:
    use_cases = {name.rpartition(".")[0] for name in found()} - {"laksana.cases.queries"}
    readers = [
        source for source in product() if source.path.rpartition("/")[2] in {"tables.py", "views.py", "queries.py"}
    ]

    guilty = [
        f"{source.path}: {use_case}"
        for source in readers
        for use_case in use_cases
        if f"from {use_case} import" in source.text
    ]

    assert len(readers) > 12
    assert guilty == []


def test_nobody_outside_a_module_uses_its_private_names() -> None:
    guilty = [
        f"{source.path}:{number}"
        for source in product()
        if not source.is_migration
        for number, line in enumerate(source.text.splitlines(), start=1)
        if line.startswith("from laksana") and " import _" in line
    ]

    assert guilty == []
