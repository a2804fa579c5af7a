"""The project's own Python files, parsed once, for tests that read code."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("platform", "graphql", "tenants", "infra", "plugins")
ROOMS = (*PRODUCT, "tests")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One Python file: its path from the root, its text, its tree, and all nodes of that as `ast.walk` gives them."""

    path: str
    text: str
    tree: ast.Module
    nodes: tuple[ast.AST, ...]

    @property
    def is_test(self) -> bool:
        """Whether it belongs to a suite."""
        return self.path.startswith("tests/") or "/tests/" in self.path

    @property
    def is_migration(self) -> bool:
        """Whether it is a migration, which the generator wrote in part."""
        return "/piccolo_migrations/" in self.path


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the rooms and their tests."""
    files = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    texts = ((file.relative_to(ROOT).as_posix(), file.read_text("utf-8")) for file in files)
    parsed = ((path, text, ast.parse(text)) for path, text in texts)
    return tuple(Source(path=path, text=text, tree=tree, nodes=tuple(ast.walk(tree))) for path, text, tree in parsed)


def product() -> Iterator[Source]:
    """The files that run at an office, without tests."""
    return (source for source in sources() if not source.is_test)


def calls(source: Source, name: str) -> Iterator[ast.Call]:
    """Every call of a function or method of this name."""
    return iter(_all_calls()[source.path].get(name, ()))


@cache
def _all_calls() -> dict[str, dict[str, list[ast.Call]]]:
    """The calls of each file by the name that is called: many tests ask, each tree is walked once."""
    found: dict[str, dict[str, list[ast.Call]]] = {}
    for source in sources():
        of_file = found.setdefault(source.path, {})
        for node in source.nodes:
            if isinstance(node, ast.Call) and (name := _called(node.func)) is not None:
                of_file.setdefault(name, []).append(node)
    return found


def _called(function: ast.expr) -> str | None:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else None


def strings(source: Source) -> Iterator[tuple[int, str]]:
    """Every string in the code with its line, docstrings left out."""
    documentation = {
        id(node.body[0].value)
        for node in source.nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value
