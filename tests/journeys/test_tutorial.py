"""The tutorial, typed as it stands: every block of the page in its order, to a finished case."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support.running import laksana_up, until_ready
from tests.support.sources import ROOT

from laksana_web.address import free_bind
from laksana_web.cli.commands import laksana

PAGE = (ROOT / "platform" / "docs" / "tutorial.md").read_text("utf-8")
BLOCK = re.compile(r"(?:`(?P<file>[^`\n]+)`:\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
INSTALL = "uv pip install"
UP = "laksana up"
FEWER_THAN = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of the page: what to type (`sh`), what is then said (`text`), a file or a change of one (`diff`)."""

    kind: str
    file: str | None
    text: str

    @property
    def commands(self) -> list[str]:
        """The lines to type; one that is continued counts once."""
        return self.text.replace("\\\n", "").splitlines() if self.kind == "sh" else []


BLOCKS = [Block(**found.groupdict()) for found in BLOCK.finditer(PAGE)]
IN_EACH_TERMINAL, *AFTERWARDS = BLOCKS
Typed = Callable[[str], str]


def follow(blocks: Iterable[Block], folder: Path, typed: Typed) -> None:
    """The blocks have been done in that folder, and each command said what the page says."""
    said = ""
    for block in blocks:
        match block.kind:
            case "sh":
                said = "".join(map(typed, block.commands))
            case "text":
                assert [line for line in block.text.splitlines() if line not in said] == [], said
            case _:
                write(block, folder)


def write(block: Block, folder: Path) -> None:
    """The file is there, or its change made at the one place where it fits."""
    assert block.file is not None, block.text
    file = folder / block.file
    if block.kind != "diff":
        file.write_text(block.text, "utf-8")
        return
    for hunk in block.text.split("@@\n"):
        lines = hunk.splitlines(keepends=True)
        before, after = ("".join(line[1:] or "\n" for line in lines if not line.startswith(sign)) for sign in "+-")
        content = file.read_text("utf-8")
        assert content.count(before) == 1, f"{block.file}: {before}"
        file.write_text(content.replace(before, after), "utf-8")


def outside(command: str, folder: Path, **environ: str) -> str:
    """What a shell in that folder said about the command, without any setting of this run; it ended well."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LAKSANA_", "PYTEST_"))}
    ended = subprocess.run(
        ["bash", "-euc", command],
        cwd=folder,
        env=clean | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"} | environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ended.returncode == 0, f"{command}\n{ended.stdout}{ended.stderr}"
    return ended.stdout


def test_the_page_takes_fewer_than_fifteen_commands() -> None:
    commands = [command for block in BLOCKS for command in block.commands]

    assert len(commands) == 13
    assert len(commands) < FEWER_THAN
    assert "thirteen lines to type" in PAGE


def test_a_sheet_becomes_a_tried_plugin_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A plugin's author has neither this environment's plugins of pytest nor our sources for Hypothesis to look through.
    alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_PLUGINS": "laksana_kit.pytest_fixtures"}
    alone |= {"HYPOTHESIS_STORAGE_DIRECTORY": str(ROOT / ".hypothesis")}
    monkeypatch.chdir(tmp_path)

    def typed(command: str) -> str:
        program, *words = shlex.split(command)
        if program != "laksana":
            return outside(command, tmp_path, **alone)
        for name in [name for name in sys.modules if name.startswith("laksana_sop.kursi_roda")]:
            del sys.modules[name]
        ended = CliRunner().invoke(laksana, words)
        assert ended.exit_code == 0, ended.output
        return ended.stdout

    follow(takewhile(lambda block: INSTALL not in block.text, AFTERWARDS), tmp_path, typed)

    assert (tmp_path / "lembar.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.skipif("LAKSANA_FOREIGN" not in os.environ, reason="set LAKSANA_FOREIGN=1; .ci/run does")
def test_the_whole_page_ends_with_a_finished_case(tmp_path: Path) -> None:
    repository, learning, log = tmp_path / "laksana", tmp_path / "belajar", tmp_path / "log"
    repository.mkdir()
    (repository / ".venv").symlink_to(sys.prefix)
    # Beside this environment, not in it: other tests list the plugins that are installed.
    (tmp_path / "uv.toml").write_text(f'[pip]\ntarget = "{tmp_path / "beside"}"\nno-deps = true\n', "utf-8")
    bind = str(free_bind())
    environ = {
        "LAKSANA_BIND": bind,
        "PYTHONPATH": str(tmp_path / "beside"),
        "UV_CONFIG_FILE": str(tmp_path / "uv.toml"),
    }

    def typed(command: str) -> str:
        return outside(f"{IN_EACH_TERMINAL.text}{command}", repository, **environ)

    (start,) = [place for place, block in enumerate(AFTERWARDS) if UP in block.commands]
    install, up = AFTERWARDS[start].commands
    learning.mkdir()
    follow(AFTERWARDS[:start], learning, typed)
    typed(install)
    assert up == UP
    with laksana_up(os.environ | environ | {"LAKSANA_HOME": str(learning / ".laksana")}, log) as process:
        until_ready(f"http://{bind}/health/ready", process, log)
        follow(AFTERWARDS[start + 1 :], learning, typed)
        process.terminate()
        process.wait(timeout=60)
