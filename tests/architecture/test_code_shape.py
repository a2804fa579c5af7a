"""Modules and functions stay short, time comes from one place, and no scope is left without a reason."""

import ast
import re

import pytest
from tests.support.sources import ROOT, Source, calls, product, sources, strings

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "base", "misc"}

LATE_IMPORTS = "platform/web/laksana_web/cli/"
"""Importing the whole stack takes seconds: the commands load what they need when they are called."""

OWN_CLOCKS = {
    "infra/adapters/laksana_infra/clock.py": "the clock itself",
}
SYSTEM_SCOPES = {
    "platform/core/laksana/jobs/queries.py": 1,
    "platform/core/laksana/procedures/lift_quarantine.py": 1,
    "platform/core/laksana/procedures/quarantine_release.py": 1,
    "platform/core/laksana/procedures/queries.py": 1,
    "platform/core/laksana/verification/queries.py": 1,
    "platform/web/laksana_web/health.py": 2,
    "tenants/laksana_tenants/queries.py": 3,
}
"""Where a statement may run for no office, and how often; each call says its reason."""
OTHER_OFFICES = {
    "platform/core/laksana/audit/log_province_reads.py": 1,
    "platform/core/laksana/handover/deliver.py": 1,
    "platform/core/laksana/handover/mirror.py": 1,
    "platform/core/laksana/handover/take_back.py": 1,
}
"""Where one office's work goes on in another's scope, and how often; each call says what is carried over."""
SCOPES = {
    "graphql/laksana_graphql/fields/province_reads.py": 1,
    "platform/core/laksana/handover/answer_by_link.py": 1,
    "platform/core/laksana/handover/read_by_link.py": 2,
    "platform/core/laksana/jobs/app.py": 1,
    "platform/core/laksana/jobs/rounds.py": 1,
    "platform/core/laksana/vault/keys.py": 1,
    "platform/web/laksana_web/administration.py": 3,
    "platform/core/laksana/verification/queries.py": 1,
    "platform/web/laksana_web/health.py": 1,
    "platform/web/laksana_web/session.py": 1,
    "tenants/laksana_tenants/provision/apply_pack.py": 1,
    "tenants/laksana_tenants/provision/plan_pack.py": 1,
    "tenants/laksana_tenants/tokens.py": 3,
}
"""Where a scope is entered at all: at the edge, by jobs, links and the operator; the demo plays many people."""


def handwritten() -> list[Source]:
    return [source for source in sources() if not source.is_migration]


def test_no_module_is_longer_than_can_be_read_at_once() -> None:
    long = {source.path: source.text.count("\n") for source in handwritten()}

    assert {path: lines for path, lines in long.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{source.path}:{node.name}": node.end_lineno - node.lineno + 1
        for source in handwritten()
        for node in source.nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
        # What a printed sheet says word for word is as long as the sheet.
        if not (source.is_test and "sheet" in node.name)
    }

    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_imports_stand_at_the_top() -> None:
    late = {
        f"{source.path}:{inner.lineno}"
        for source in product()
        if not source.path.startswith(LATE_IMPORTS)
        for node in source.nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }

    assert late == set()


def test_no_module_has_a_name_that_says_nothing() -> None:
    paths = [source.path for source in handwritten()]

    assert [path for path in paths if VAGUE_NAMES & set(path.removesuffix(".py").split("/"))] == []


def test_business_time_comes_from_the_clock_alone() -> None:
    asking = {
        source.path
        for source in product()
        for name, receivers in (("now", {"datetime"}), ("utcnow", {"datetime"}), ("today", {"date", "datetime"}))
        for call in calls(source, name)
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in receivers
    }

    assert asking == set(OWN_CLOCKS)


SQL_CLOCK = re.compile(r"\b(now|(clock|statement|transaction)_timestamp)\(\)|\bcurrent_(date|time\w*)\b", re.IGNORECASE)


def test_no_sql_asks_the_databases_clock() -> None:
    asking = [
        f"{source.path}:{line}" for source in product() for line, text in strings(source) if SQL_CLOCK.search(text)
    ]

    assert asking == []


def test_statements_for_no_office_stand_on_the_list() -> None:
    found = {source.path: len(list(calls(source, "system_scope"))) for source in product()}

    assert {path: count for path, count in found.items() if count} == SYSTEM_SCOPES


def test_each_system_scope_says_why() -> None:
    reasons = [call.args[0] for source in product() for call in calls(source, "system_scope")]

    assert all(isinstance(reason, ast.Constant) and len(str(reason.value)) > 20 for reason in reasons)


def test_ways_from_one_office_into_another_stand_on_the_list() -> None:
    found = {source.path: len(list(calls(source, "entering_other_office"))) for source in product()}
    reasons = [call.args[1] for source in product() for call in calls(source, "entering_other_office")]

    assert {path: count for path, count in found.items() if count} == OTHER_OFFICES
    assert all(isinstance(reason, ast.Constant) and len(str(reason.value)) > 20 for reason in reasons)


def test_scopes_are_entered_where_the_list_says() -> None:
    found = {
        source.path: len(list(calls(source, "scoped")))
        for source in product()
        if not source.path.startswith("platform/web/laksana_web/demo/")
    }

    assert {path: count for path, count in found.items() if count} == SCOPES


@pytest.mark.parametrize("refused", ["batch", "atomic", "run_sync"])
def test_piccolos_ways_around_the_scope_are_not_taken(refused: str) -> None:
    engine = "infra/adapters/laksana_infra/"

    assert [s.path for s in product() if not s.path.startswith(engine) and list(calls(s, refused))] == []


# Somebody's machine, or what lies beside the checkout: nothing of it is part of the project.
ELSEWHERE = re.compile(r"""(?:^|["'`(\s=])(?:/(?:home|Users|root|work)/\w|~/|\.\./\.\./\.\./)""", re.MULTILINE)


DOCUMENTS = ("*.md", "*.toml", "*.yaml", ".ci/*", "platform/**/*.md", "plugins/**/*.md", "tenants/**/*.yaml")


def test_nothing_points_outside_the_checkout() -> None:
    texts = {source.path: source.text for source in product()}
    files = {file for pattern in DOCUMENTS for file in ROOT.glob(pattern) if file.is_file()}
    texts |= {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in files}

    assert [path for path, text in texts.items() if ELSEWHERE.search(text)] == []
