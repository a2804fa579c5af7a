"""The pages that are raced: each as a GraphQL question, and as one statement that builds the very same JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, with what is asked of it in either way."""

    query: str
    sql: str


_INBOX: Final = Page(
    query="""query { inbox(first: 50) { nodes {
      task { id kind step role { code } since due }
      assignedToMe
      case { id sopSlug release status step version agendaNumber openedAt } } } }""",
    # $1 office, $2 roles
    sql="""
select json_build_object('data', json_build_object('inbox', json_build_object('nodes', json_agg(json_build_object(
    'task', json_build_object('id', t.id, 'kind', t.kind, 'step', t.step, 'role', json_build_object('code', t.role),
        'since', t.since, 'due', t.due),
    'assignedToMe', false,
    'case', json_build_object('id', c.id, 'sopSlug', c.sop_slug, 'release', c.release, 'status', c.status,
        'step', c.step, 'version', c.version, 'agendaNumber', c.agenda_number, 'openedAt', c.opened_at)
) order by t.since, t.id))))::text
from (select * from case_task where tenant_id = $1::text::uuid and role = any($2::text[])
      order by since, id limit 50) t
join case_ c on c.tenant_id = t.tenant_id and c.id = t.case_id
""",
)
_CASE: Final = Page(
    query="""query ($id: UUID!) { case(id: $id) {
      id sopSlug release status step version agendaNumber round openedAt receivedAt receivedCompleteAt updatedAt
      core { service ppksCategory spmCode kecamatan sex birthYear outcome }
      tasks { id kind step role { code } since due }
      timeline { seq kind at role capacity data officer { id code name } }
      letters { id kind title number dated } } }""",
    # $1 office, $2 case
    sql="""
select json_build_object('data', json_build_object('case', json_build_object(
    'id', c.id, 'sopSlug', c.sop_slug, 'release', c.release, 'status', c.status, 'step', c.step, 'version', c.version,
    'agendaNumber', c.agenda_number, 'round', c.round, 'openedAt', c.opened_at, 'receivedAt', c.received_at,
    'receivedCompleteAt', c.received_complete_at, 'updatedAt', c.updated_at,
    'core', json_build_object('service', c.service, 'ppksCategory', c.ppks_category, 'spmCode', c.spm_code,
        'kecamatan', c.kecamatan, 'sex', c.sex, 'birthYear', c.birth_year, 'outcome', c.outcome),
    'tasks', (select coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'step', t.step,
        'role', json_build_object('code', t.role), 'since', t.since, 'due', t.due) order by t.since, t.id), '[]')
        from case_task t where t.tenant_id = c.tenant_id and t.case_id = c.id),
    'timeline', (select json_agg(json_build_object('seq', e.seq, 'kind', e.kind, 'at', e.at, 'role', b.role,
        'capacity', b.capacity, 'data', e.data::json,
        'officer', json_build_object('id', o.id, 'code', o.code, 'name', o.name)) order by e.seq)
        from case_event e join case_batch b on b.tenant_id = e.tenant_id and b.id = e.batch_id
        left join officer o on o.tenant_id = b.tenant_id and o.id = b.officer_id
        where e.tenant_id = c.tenant_id and e.case_id = c.id),
    'letters', (select coalesce(json_agg(json_build_object('id', l.id, 'kind', l.kind, 'title', l.title,
        'number', l.number, 'dated', l.dated) order by l.created_at, l.id), '[]')
        from letter l where l.tenant_id = c.tenant_id and l.case_id = c.id)
)))::text
from case_ c where c.tenant_id = $1::text::uuid and c.id = $2::text::uuid
""",
)
_PROVINCE: Final = Page(
    query="""query { provinceCases(first: 50) { nodes {
      id office { id slug name } sopSlug release status step round openedAt receivedAt closedAt
      core { service ppksCategory spmCode kecamatan sex birthYear outcome }
      steps { seq step status at } } } }""",
    # $1 offices of the province
    sql="""
select json_build_object('data', json_build_object('provinceCases', json_build_object('nodes', json_agg(
    json_build_object('id', c.id, 'office', json_build_object('id', c.office, 'slug', c.slug, 'name', c.name),
        'sopSlug', c.sop_slug, 'release', c.release, 'status', c.status, 'step', c.step, 'round', c.round,
        'openedAt', c.opened_at, 'receivedAt', c.received_at, 'closedAt', c.closed_at,
        'core', json_build_object('service', c.service, 'ppksCategory', c.ppks_category, 'spmCode', c.spm_code,
            'kecamatan', c.kecamatan, 'sex', c.sex, 'birthYear', c.birth_year, 'outcome', c.outcome),
        'steps', (select coalesce(json_agg(json_build_object('seq', e.seq, 'step', e.data::json ->> 'step',
            'status', e.data::json ->> 'status', 'at', e.at) order by e.seq), '[]')
            from case_event e where e.tenant_id = c.office and e.case_id = c.id and e.kind = 'STEP_ENTERED'))
    order by c.opened_at desc, c.id desc))))::text
from (
    select p.*, t.id as office, t.slug, t.name from tenant t cross join lateral (
        select * from case_ c where c.tenant_id = t.id order by c.opened_at desc, c.id desc limit 50) p
    where t.id = any($1::text[]::uuid[]) order by p.opened_at desc, p.id desc limit 50
) c
""",
)
PAGES: Final[Mapping[str, Page]] = {"inbox": _INBOX, "case": _CASE, "province": _PROVINCE}
