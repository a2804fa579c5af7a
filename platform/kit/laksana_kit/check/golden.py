"""Whether the golden cases of a release, and of those before it, still play as they did."""

from collections.abc import Iterator
from pathlib import Path

from laksana_kit.check.rule import Place, Remark, Subject
from laksana_kit.golden.files import EXCEPTIONS, GoldenFileError, exceptions_of, golden_file, read_golden
from laksana_kit.golden.replay import difference
from laksana_sdk.strict_yaml import PluginFileError


def golden_case_not_replayed(subject: Subject) -> Iterator[Remark]:
    """A golden case of this release, or of an earlier one without a reason given, that does not play as it did."""
    release, file = subject.release, golden_file(subject.release)
    try:
        excepted = dict(exceptions_of(release))
        for kept in _up_to(file):
            for case in read_golden(kept):
                against = difference(subject.procedure, case)
                reason = excepted.pop((kept.stem, case.name), None) if kept != file else None
                if against is not None and reason is None:
                    yield Remark(what=f"{kept.stem} {case.name}: {against}", place=Place(file=kept))
                elif against is None and reason is not None:
                    what = f"{kept.stem} {case.name} is excepted, but plays as it did"
                    yield Remark(what=what, place=Place(file=release.folder / EXCEPTIONS))
    except (GoldenFileError, PluginFileError) as fault:
        yield Remark(what=str(fault), place=Place(file=file))
        return
    for name, case_name in excepted:
        what = f"{name} {case_name} is excepted, but there is no such golden case"
        yield Remark(what=what, place=Place(file=release.folder / EXCEPTIONS))


def earlier_release_without_golden_cases(subject: Subject) -> Iterator[Remark]:
    """An earlier release of which no golden cases are kept, so that nothing shows what this one decides otherwise."""
    own = golden_file(subject.release)
    folders = sorted(subject.release.folder.parent.glob("r*/procedure.py"))
    for kept in (own.with_name(f"{procedure.parent.name}{own.suffix}") for procedure in folders):
        if _age(kept) < _age(own) and not kept.exists():
            yield Remark(what=f"no golden cases of {kept.stem} are kept", place=Place(file=kept))


def _up_to(file: Path) -> list[Path]:
    """The files of this release and of the earlier ones, `r2` before `r10`."""
    every = sorted(file.parent.glob(f"*{file.suffix}"), key=_age)
    return [kept for kept in every if _age(kept) <= _age(file)]


def _age(file: Path) -> tuple[int, str]:
    return len(file.stem), file.stem
