"""Whether a published release is what it was when it was published."""

from collections.abc import Iterator

from laksana_kit.check.rule import Place, Remark, Subject
from laksana_sdk.published import FILE, published_beside
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
        day = published.published_on.isoformat()
        yield Remark(what=f"{published.release} was published on {day} with other bytes", place=place)
