"""One release under test: its cases are played once for all tests."""

from collections.abc import Mapping

from laksana_engine import RULES_VERSION
from laksana_kit.check.rule import Subject
from laksana_kit.testing.survey import Seen, Survey, expected, survey
from laksana_sdk.procedure import AnyNode, Exit, Procedure, Release, step_of_exit
from laksana_sdk.published import folder_hash


class Trial:
    """A release with what was seen when its cases were played."""

    def __init__(self, release: Release, cases: int) -> None:
        self.release = release
        self.subject = Subject(release)
        self.wanted = expected(release.procedure)
        self.hash_before = folder_hash(release.folder, rules=RULES_VERSION)
        self._cases = cases
        self._played: Survey | Exception | None = None

    @property
    def procedure(self) -> Procedure:
        """The release's procedure."""
        return self.release.procedure

    @property
    def seen(self) -> Seen:
        """What happened in some case."""
        return self.played.seen

    @property
    def played(self) -> Survey:
        """The cases as they were played, once; the test fails with what a plugin's function raised in one of them."""
        if self._played is None:
            try:
                self._played = survey(self.procedure, self._cases)
            except Exception as fault:  # noqa: BLE001 - whatever a plugin raises is the finding
                self._played = fault
        if isinstance(self._played, Exception):
            raise self._played
        return self._played

    @property
    def asking(self) -> Mapping[str, AnyNode | Exit]:
        """What asks for a form, by the name under which the form is kept."""
        found: dict[str, AnyNode | Exit] = {node.slug: node for node in self.procedure.steps if node.form is not None}
        return found | {step_of_exit(name): one for name, one in self.procedure.exits.items() if one.form is not None}
