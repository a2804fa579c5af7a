"""What becomes of an office's cases under another release, decided from all that they have kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from laksana.cases.kept_queries import KeptCase, kept_cases
from laksana.cases.office import office
from laksana.dispatches.queries import OPEN, dispatches_of_cases
from laksana.migration.verdict import CaseVerdict, NeedsPerson, verdict_on
from laksana.migration.views import Why
from laksana.procedures.queries import installed_release


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A case as it was when it was decided again, and what was found."""

    case: KeptCase
    verdict: CaseVerdict


async def decided_again(case_ids: Sequence[UUID], *, to_release: str) -> Mapping[UUID, Decided]:
    """Those of these cases that exist, each decided again under that release of its SOP; nothing is written.

    A release that was uninstalled since the plan was made, the target or the case's own, is for a person to put back.
    """
    cases = await kept_cases(case_ids)
    dispatches = await dispatches_of_cases(list(cases))
    calendar = (await office()).calendar
    found = dict[UUID, Decided]()
    for case in cases.values():
        target, own = (installed_release(case.sop_slug, name) for name in (to_release, case.release))
        if target is None or own is None:
            missing = to_release if target is None else case.release
            found[case.id] = Decided(case=case, verdict=NeedsPerson(why=Why.PLUGIN, shown=(missing,)))
            continue
        dispatched = any(one.status in OPEN for one in dispatches[case.id])
        verdict = verdict_on(case, target=target, own=own, calendar=calendar, dispatched=dispatched)
        found[case.id] = Decided(case=case, verdict=verdict)
    return found
