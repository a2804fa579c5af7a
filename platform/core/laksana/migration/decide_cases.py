"""Decide listed cases of a plan again under its release, and enter what was found."""

from laksana.cases.codec import canonical
from laksana.migration.decide_again import Decided, decided_again
from laksana.migration.verdict import NeedsPerson, Undecidable
from laksana.migration.views import PlannedCaseView, PlanView, Verdict
from laksana_engine.redeciding import Differs, SameState
from laksana_infra.changes import Change, execute_together
from laksana_infra.database import unit_of_work
from laksana_infra.scope import current_scope

Shown = tuple[str, ...]
Found = tuple[Verdict, int | None, str | None, Shown]


async def decide_cases(plan: PlanView, cases: tuple[PlannedCaseView, ...]) -> None:
    """Each case has its verdict; none is changed."""
    decided = await decided_again([case.case_id for case in cases], to_release=plan.to_release)
    async with unit_of_work():
        await execute_together([entered(case, decided.get(case.case_id)) for case in cases])


def entered(case: PlannedCaseView, decided: Decided | None) -> Change:
    """What enters the verdict on a case; one that has ended or left its release meanwhile was overtaken."""
    verdict, seq, why, shown = _found(decided) if decided and is_as_listed(case, decided) else _OVERTAKEN
    return Change.of(
        "update migration_case set verdict = $3, seq = $4, why = $5, shown = $6::jsonb, version = $7"
        " where tenant_id = $1 and id = $2",
        current_scope().tenant_id, case.id, verdict.value, seq, why, canonical(shown),
        decided.case.version if decided else None,
    )  # fmt: skip


_OVERTAKEN: Found = (Verdict.OVERTAKEN, None, None, ())


def is_as_listed(case: PlannedCaseView, decided: Decided) -> bool:
    """Whether the case still runs under the release from which the plan would move it."""
    return not decided.case.status.ended and decided.case.release == case.from_release


def _found(decided: Decided) -> Found:
    match decided.verdict:
        case SameState():
            return Verdict.SAME_STATE, None, None, ()
        case Differs(seq=seq, parts=parts):
            return Verdict.DIFFERS, seq, None, parts
        case NeedsPerson(why=why, seq=seq, shown=shown):
            return Verdict.NEEDS_PERSON, seq, why.value, shown
        case Undecidable(why=why, submission_id=submission_id):
            return Verdict.UNDECIDABLE, None, why.value, (str(submission_id),)
