"""What an act delivered: services to the client, and a change of the level that owns the client for SPM."""

from laksana_engine.commands import Command, RecordOutsideAnswer
from laksana_engine.events import Event, ReferralAnswered, ServicesGiven, SpmOwnerChanged
from laksana_engine.state import CaseState
from laksana_sdk.forms import Form
from laksana_sdk.procedure import Node, Outcome, ProcedureError, Wait
from laksana_sdk.vocabulary import ServiceItem


def delivered(
    case: CaseState, command: Command, node: Node, form: Form | None = None, outcome: Outcome | None = None
) -> tuple[Event, ...]:
    """The services that the act gave and the new SPM owner; nothing where neither is told.

    Raises ProcedureError for a service that is none of ServiceItem.
    """
    return (*services(command, node, form), *owner_change(case, command, node, outcome))


def services(command: Command, node: Node, form: Form | None) -> tuple[Event, ...]:
    """The services that the step's act gave, each once. Raises ProcedureError for one that is none of ServiceItem."""
    items = tuple(dict.fromkeys(node.services(form))) if node.services is not None else ()
    for item in items:
        if item not in set(ServiceItem):
            raise ProcedureError(f"step {node.slug!r} gives the service {item!r}; use one of ServiceItem")
    codes = tuple(str(item) for item in items)
    return (ServicesGiven(at=command.at, step=node.slug, items=codes),) if codes else ()


def referral(
    case: CaseState, command: RecordOutsideAnswer, node: Wait, form: Form | None, outcome: Outcome
) -> tuple[Event, ...]:
    """What the answer says about a referral; without a named institution, of the one the last letter went to."""
    if node.referral is None:
        return ()
    facts = node.referral(form, outcome.code)
    _, sent_to = case.last_sent or (None, None)
    answered = ReferralAnswered(
        at=command.at,
        step=node.slug,
        result=facts.result.value,
        answered_on=command.answered_on,
        institution=facts.institution or sent_to,
        queued_on=facts.queued_on,
        queue_position=facts.queue_position,
        admitted_on=facts.admitted_on,
    )
    return (answered,)


def owner_change(case: CaseState, command: Command, node: Node, outcome: Outcome | None = None) -> tuple[Event, ...]:
    """The level that owns the client for SPM from here on, where the step or its outcome changes that."""
    stays = outcome is not None and outcome.then == node.slug
    told = outcome.spm_owner if outcome is not None else None
    owner = told or (None if stays else node.spm_owner)
    if owner is None or owner.value == case.spm_owner:
        return ()
    return (SpmOwnerChanged(at=command.at, step=node.slug, owner=owner.value),)
