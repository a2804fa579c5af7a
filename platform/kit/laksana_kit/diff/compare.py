"""Two releases of an SOP held against each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from laksana_kit.diff.change import Change, Section, quoted
from laksana_kit.diff.checks import of_the_checks
from laksana_kit.diff.ends import of_the_authority, of_the_ends, of_the_papers
from laksana_kit.diff.fields import of_the_fields
from laksana_kit.diff.letters import of_the_letters
from laksana_kit.diff.running import Standing, running_cases
from laksana_kit.diff.sheet import of_the_sheet
from laksana_kit.diff.steps import of_the_steps
from laksana_sdk.procedure import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseDiff:
    """What the new release changes, in reading order, and what that would mean for cases under way."""

    slug: str
    old: str
    new: str
    changes: tuple[Change, ...]
    running: tuple[Standing, ...]

    def lines(self) -> Iterator[str]:
        """The whole as a page: heading by heading, one line a change."""
        yield f"{self.slug}: {self.old} menjadi {self.new}"
        if not self.changes:
            yield "Tidak ada perubahan yang terlihat oleh kantor."
        for section in Section:
            said = [one.sentence for one in self.changes if one.section is section]
            if said:
                yield f"\n{section.value}"
                yield from (f"- {sentence}" for sentence in said)
        yield "\nKasus yang sedang berjalan"
        yield f"- Kasus yang sudah dimulai tetap memakai {self.old}; tidak ada yang berubah baginya."
        unhurt = [one.label for one in self.running if not one.because]
        if unhurt and self.changes:
            yield f"- Bila dipindahkan ke {self.new}, tetap pada keadaan yang sama: kasus pada {quoted(unhurt)}."
        for one in self.running:
            if one.because:
                yield f"- Perlu dilihat orang: kasus pada {quoted([one.label])}, karena {'; '.join(one.because)}."


def compare(old: Release, new: Release) -> ReleaseDiff:
    """What an office should know before it takes up the new release; of code, only which checks are other ones."""
    first, second = old.procedure, new.procedure
    known = {node.slug: node for node in first.steps}
    fields = (
        change
        for node in second.steps
        if node.slug in known
        for change in of_the_fields(known[node.slug].form, node.form, at=quoted([node.label]), step=node.slug)
    )
    changes = [
        *of_the_sheet(first.sheet, second.sheet),
        *of_the_steps(first, second),
        *of_the_papers(first, second),
        *fields,
        *of_the_checks(old, new),
        *of_the_ends(first, second),
        *of_the_letters(old, new),
        *of_the_authority(first, second),
    ]
    order = list(Section)
    ordered = tuple(sorted(changes, key=lambda change: order.index(change.section)))
    return ReleaseDiff(
        slug=new.slug, old=old.name, new=new.name, changes=ordered, running=running_cases(first, second, ordered)
    )
