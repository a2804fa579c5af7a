"""Open a file at the counter."""

from uuid import UUID

from laksana.audit.chain import genesis
from laksana.cases.episodes import client_of_episode
from laksana.cases.idempotency import claim, settle
from laksana.cases.inputs import OpenCase
from laksana.cases.ledger import LoadedCase, command_frame, record
from laksana.cases.office import office
from laksana.cases.registered import unregistered
from laksana.cases.usable import refuse_unusable
from laksana.cases.views import CaseChanged, Notice
from laksana.cases.words import seal_words
from laksana.handover.take_up import take_up
from laksana.people.register_person import register_person
from laksana.procedures.installed import release_in_force
from laksana.procedures.loader import LoadedRelease
from laksana.vault.keys import new_case_key, office_key
from laksana_engine import commands
from laksana_engine.state import CaseState
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk.findings import placed_at
from laksana_sdk.forms import Form
from laksana_sdk.states import Status
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


async def open_case(asked: OpenCase, *, by: Actor, key: str) -> CaseChanged:
    """The new case, a draft until it is received; its person is found again or registered.

    A new episode is about the client of the reopened case that it continues. Raises Invalid with every finding: an SOP
    that is not active, a faulty form, a role that the actor lacks, a case that nobody reopened, a hand-over that was
    not accepted or already taken up.
    """
    refuse_unusable(asked)
    async with unit_of_work():
        stored = await claim("open_case", key, asked, by=by, result=CaseChanged)
        if stored is not None:
            return stored
        here, at = await office(), now()
        release = await release_in_force(asked.sop, here.day(at))
        filled = _filled(release, asked)
        against = await unregistered(filled, here.day(at))
        client = release.procedure.intake.client(filled)
        if asked.episode_of is None:
            person = await register_person(client, tenant_region=here.tenant.region_code)
        else:
            person = await client_of_episode(asked.episode_of, client)
        case = await _new_case(release, client_id=person.id, by=by)
        words = seal_words(case.key, {"form": asked.form}, kind="open_case", step=release.procedure.intake.slug)
        frame = command_frame(by, at, here.calendar, procedure=release.procedure, words=words)
        command = commands.OpenCase(**frame, form=asked.form, episode_of=asked.episode_of)
        changed = await record(case, command, calendar=here.calendar, words=(words,), against=against)
        if asked.handover_id is not None:
            await take_up(asked.handover_id, case.id, officer_id=by.officer_id)
        known = (Notice.of(placed_at(release.procedure.intake.client_at, found)) for found in person.warnings)
        opened = CaseChanged(
            case_id=changed.case_id,
            version=changed.version,
            status=changed.status,
            step=changed.step,
            ids={**changed.ids, "client_id": str(person.id)},
            notices=(*changed.notices, *known),
        )
        return await settle(key, opened, by=by)


def _filled(release: LoadedRelease, asked: OpenCase) -> Form:
    form = release.procedure.intake.form
    if form is None:
        raise TypeError(f"the intake of {release.slug!r} has no form; nobody can be registered from it")
    filled, found = release.procedure.read(form, asked.form)
    if filled is None:
        raise Invalid(found)
    return filled


async def _new_case(release: LoadedRelease, *, client_id: UUID, by: Actor) -> LoadedCase:
    tenant_id, case_id, at = current_scope().tenant_id, new_id(), now()
    case_key, wrapped = new_case_key(await office_key(), case_id)
    head = genesis(tenant_id, case_id)
    await execute(
        "insert into case_ (tenant_id, id, sop_slug, release, release_hash, status, version, head_hash, wrapped_key,"
        " client_id, round, opened_by, opened_at, updated_at, service)"
        " values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, 0, $10, $11, $11, $12)",
        tenant_id, case_id, release.slug, release.name, release.hash, Status.DRAFT.value, head, wrapped, client_id,
        by.officer_id, at, release.procedure.service,
    )  # fmt: skip
    return LoadedCase(
        id=case_id,
        client_id=client_id,
        state=CaseState(),
        head_hash=head,
        procedure=release.procedure,
        release=release.name,
        templates=release.templates,
        key=case_key,
    )
