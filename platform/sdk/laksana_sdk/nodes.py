"""The kinds of step that a procedure is made of, and where each of them leads."""

from dataclasses import dataclass, field

from laksana_sdk.facts import ClientBuilder, CoreBuilder, CoreFacts, ReferralBuilder, ServicesBuilder, Validator
from laksana_sdk.forms import Form
from laksana_sdk.letters import LetterTemplate
from laksana_sdk.replies import Replies
from laksana_sdk.roles import Role
from laksana_sdk.states import Status
from laksana_sdk.vocabulary import SpmOwner


class ProcedureError(ValueError):
    """A procedure contradicts itself; the message names the step, the value and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """A span of office days after the start day."""

    days: int


def working_days(days: int) -> WorkingDays:
    """A span of office days after the start day; weekends, holidays and cuti bersama do not count."""
    return WorkingDays(days=days)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that the applicant hands in; `slug` names it in uploads and findings."""

    slug: str
    label: str
    required: bool = True
    help_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Back to an outside party, which completes the file; the case then re-enters the step it left.

    Whoever sends it back may name the papers; unnamed, every required one that was not accepted is asked for, and
    those in `asks`, which the step itself does not require.
    """

    to: Role
    within: WorkingDays = WorkingDays(days=14)
    asks: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """The end of the case in a state that ends it."""

    status: Status = Status.COMPLETED


Target = str | Return | Close


@dataclass(frozen=True, slots=True)
class Outcome:
    """A labelled result of a step and where it leads; its letter is issued with it.

    `spm_owner` is who owns the client for SPM from this result on, where only some results of a step change that.
    """

    code: str
    label: str
    then: Target = field(kw_only=True)
    status: Status | None = field(kw_only=True, default=None)
    letter: LetterTemplate | None = field(kw_only=True, default=None)
    core: CoreFacts | None = field(kw_only=True, default=None)
    spm_owner: SpmOwner | None = field(kw_only=True, default=None)


@dataclass(frozen=True, slots=True)
class Node:
    """What every step has: its slug, the rows of the sheet it carries out or why it is implied, and who does it.

    `services` tells what the step's act delivered to the client (for a signature or an answered disposisi without a
    form). `spm_owner` is the level that owns the client for SPM once the step is done (PP 2/2018: inside a panti the
    province, outside it the kabupaten/kota); a result that leads back to the same step has not done it yet.
    """

    slug: str
    label: str = field(kw_only=True)
    by: Role = field(kw_only=True)
    row: int | None = field(kw_only=True, default=None)
    implied: str | None = field(kw_only=True, default=None)
    form: type[Form] | None = field(kw_only=True, default=None)
    validators: tuple[Validator, ...] = field(kw_only=True, default=())
    core: CoreBuilder | None = field(kw_only=True, default=None)
    letters: tuple[LetterTemplate, ...] = field(kw_only=True, default=())
    services: ServicesBuilder | None = field(kw_only=True, default=None)
    spm_owner: SpmOwner | None = field(kw_only=True, default=None)

    def targets(self) -> tuple[Target, ...]:
        """Everywhere the case may go from here."""
        raise NotImplementedError(type(self).__name__)


@dataclass(frozen=True, slots=True)
class Intake(Node):
    """The first step: the file is opened at the counter, then received with an agenda number.

    `client_at` is the form's field that holds the person, who may already be known to the office.
    """

    performed_by: Role = field(kw_only=True)
    client: ClientBuilder = field(kw_only=True)
    client_at: str | None = field(kw_only=True, default=None)
    then: str = field(kw_only=True)

    def targets(self) -> tuple[Target, ...]:
        """The step that follows receipt."""
        return (self.then,)


@dataclass(frozen=True, slots=True)
class Step(Node):
    """Work of one role: a form, papers to check one by one, outcomes or one successor."""

    papers: tuple[Paper, ...] = field(kw_only=True, default=())
    outcomes: tuple[Outcome, ...] = field(kw_only=True, default=())
    then: Target | None = field(kw_only=True, default=None)
    status: Status = field(kw_only=True, default=Status.IN_PROGRESS)

    def targets(self) -> tuple[Target, ...]:
        """Every outcome's target, or the one successor."""
        return tuple(outcome.then for outcome in self.outcomes) if self.outcomes else (_given(self, self.then),)


@dataclass(frozen=True, slots=True)
class Disposisi(Node):
    """A superior's written instruction to one or more roles; the case goes on when each receiver has answered."""

    to: tuple[Role, ...] = field(kw_only=True)
    then: str = field(kw_only=True)
    returns: Return | None = field(kw_only=True, default=None)
    returns_letter: LetterTemplate | None = field(kw_only=True, default=None)

    def targets(self) -> tuple[Target, ...]:
        """The step after the last answer, and the return to the applicant where the giver may order one."""
        return (self.then,) if self.returns is None else (self.then, self.returns)


@dataclass(frozen=True, slots=True)
class SignedLetter(Node):
    """A letter that is drafted by `by`, initialled lowest first, numbered and signed."""

    letter: LetterTemplate = field(kw_only=True)
    then: Target = field(kw_only=True)

    def targets(self) -> tuple[Target, ...]:
        """The step after the signature."""
        return (self.then,)


@dataclass(frozen=True, slots=True)
class Dispatch(Node):
    """A signed letter leaves the office for an institution, with courier and receipt."""

    letter: LetterTemplate = field(kw_only=True)
    then: str = field(kw_only=True)

    def targets(self) -> tuple[Target, ...]:
        """The step after dispatch."""
        return (self.then,)


@dataclass(frozen=True, slots=True)
class Wait(Node):
    """Time that belongs to a party outside the office; `by` enters the answer that `on` gives.

    `referral` reads from the answer what became of a referral. A waiting list is an outcome that leads back here.
    `replies` takes in what an institution answers to a hand-over by itself.
    """

    on: Role = field(kw_only=True)
    outcomes: tuple[Outcome, ...] = field(kw_only=True)
    remind: WorkingDays = field(kw_only=True)
    referral: ReferralBuilder | None = field(kw_only=True, default=None)
    replies: Replies | None = field(kw_only=True, default=None)

    def targets(self) -> tuple[Target, ...]:
        """Every outcome's target."""
        return tuple(outcome.then for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Finish(Node):
    """The office closes the case with an outcome for its statistics."""

    outcomes: tuple[Outcome, ...] = field(kw_only=True)

    def targets(self) -> tuple[Target, ...]:
        """Every outcome's end."""
        return tuple(outcome.then for outcome in self.outcomes)


AnyNode = Intake | Step | Disposisi | SignedLetter | Dispatch | Wait | Finish


def _given(node: Node, target: Target | None) -> Target:
    if target is None:
        raise ProcedureError(f"step {node.slug!r} has neither outcomes nor then=; give it one of them")
    return target
