"""Whether a published release is what it was when it was published."""

from collections.abc import Iterator
from contextlib import suppress

from laksana_kit.check.rule import Place, Remark, Subject
from laksana_kit.golden.files import golden_file
from laksana_sdk.published import FILE, Published, file_hash, published_beside
from laksana_sdk.strict_yaml import PluginFileError


def changed_after_publication(subject: Subject) -> Iterator[Remark]:
    """A published release whose folder has other bytes than it was published with."""
    place = Place(file=subject.release.folder.parent / FILE)
    try:
        published = published_beside(subject.release)
    except PluginFileError as fault:
        yield Remark(what=str(fault), place=place)
        return
    if published is not None and not published.has_bytes_of(subject.release.folder):
        yield Remark(what=f"{_published(published)} with other bytes", place=place)


def golden_cases_changed(subject: Subject) -> Iterator[Remark]:
    """Golden cases of a published release that are others than it was published with, or gone."""
    kept = golden_file(subject.release)
    with suppress(PluginFileError):  # release.changed says so
        published = published_beside(subject.release)
        if published is not None and file_hash(kept) != published.golden:
            what = "other golden cases" if kept.exists() else "golden cases, which are gone"
            yield Remark(what=f"{_published(published)} with {what}", place=Place(file=kept))


def _published(published: Published) -> str:
    return f"{published.release} was published on {published.published_on.isoformat()}"
