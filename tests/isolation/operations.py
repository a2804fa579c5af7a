"""GraphQL operations made from the schema: every root field, called with given ids, selecting all that it can show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)
from tests.isolation.targets import Targets

DEPTH = 4
SHALLOWER = {"Query.procedures": 2, "Query.case": 3, "Query.desk": 3}
"""Root fields whose whole depth would cost more than one request may."""
FEW = 2
ALWAYS = {"first", "search"}
"""Arguments that are given although they may be left out."""
TODAY = date(2026, 11, 16).isoformat()

# What an argument or input field of this name asks for; an id of another name fails the suite until it stands here.
IDS: Mapping[str, str] = {
    "caseId": "case_id",
    "personId": "client_id",
    "letterId": "letter_id",
    "attachmentId": "attachment_id",
    "scanId": "attachment_id",
    "officerId": "officer_id",
    "clientId": "client_id",
    "authorisedBy": "officer_id",
    "otherCase": "case_id",
    "episodeOf": "case_id",
    "dispatchId": "dispatch_id",
    "caseIds": "case_id",
    "handoverId": "handover_id",
    "paperId": "paper_id",
    "numberId": "number_id",
    "attachmentIds": "attachment_id",
    "officeIds": "tenant_id",
    "activationId": "activation_id",
    "migrationId": "plan_id",
    "Query.migration.id": "plan_id",
    "Query.case.id": "case_id",
    "Query.attachment.id": "attachment_id",
    "Query.dispatch.id": "dispatch_id",
    "Query.receivedHandover.id": "handover_id",
    "Mutation.resendHandover.input.handoverId": "sent_handover_id",
    "Mutation.withdrawHandover.input.handoverId": "sent_handover_id",
    "Mutation.enterHandoverReply.input.handoverId": "sent_handover_id",
    "Mutation.noteHandoverAnswer.input.handoverId": "sent_handover_id",
    "Mutation.renewHandoverLink.input.handoverId": "sent_handover_id",
    "Mutation.revokeHandoverLink.input.handoverId": "sent_handover_id",
}
NAMES: Mapping[str, str] = {
    "institution": "institution",
    "nik": "nik",
    "draftSha256": "draft_sha256",
    "finalSha256": "final_sha256",
}
SENSIBLE: Mapping[str, object] = {
    "key": "isolation-00000001",
    "sop": "asistensi_rehabilitasi",
    "release": "r1",
    "toOffice": "palangka_raya",
    "step": "periksa_berkas",
    "letter": "surat_pengantar",
    "search": "lahat",
    "first": FEW,
    "year": 2026,
    "source": "MANUAL",
    "purpose": "pc_kk",
    "fileName": "kk.png",
    "contentType": "image/png",
}
BY_SCALAR: Mapping[str, object] = {
    "String": "X",
    "Int": 100,
    "Boolean": True,
    "Date": TODAY,
    "DateTime": f"{TODAY}T02:00:00+00:00",
    "Form": {},
    "Secret": "X",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One root field called once."""

    name: str
    text: str
    variables: dict[str, object]


def root_fields(schema: GraphQLSchema) -> dict[str, tuple[str, GraphQLField]]:
    """Every root field by `Type.field`, with the operation that asks for it."""
    roots = (
        ("query", schema.query_type),
        ("mutation", schema.mutation_type),
        ("subscription", schema.subscription_type),
    )
    return {
        f"{root.name}.{name}": (kind, field)
        for kind, root in roots
        if root is not None
        for name, field in root.fields.items()
    }


def operation(schema: GraphQLSchema, name: str, targets: Targets) -> Operation:
    """The root field called with every argument that can carry an id, and those that must be there."""
    kind, field = root_fields(schema)[name]
    given = {
        argument: value(described.type, targets, argument, f"{name}.{argument}")
        for argument, described in field.args.items()
        if is_required_argument(described) or argument in ALWAYS or carries_id(described.type, argument, name)
    }
    declared = ", ".join(f"${argument}: {field.args[argument].type}" for argument in given)
    passed = ", ".join(f"{argument}: ${argument}" for argument in given)
    call = name.partition(".")[2] + (f"({passed})" if passed else "")
    head = f"{kind} Try({declared})" if declared else kind
    shown = selection(schema, field.type, SHALLOWER.get(name, DEPTH))
    return Operation(name=name, text=f"{head} {{ {call} {shown} }}", variables=given)


def carries_id(kind: GraphQLInputType, name: str, path: str) -> bool:
    """Whether a value of this type can name a row."""
    named = get_named_type(kind)
    if isinstance(named, GraphQLInputObjectType):
        return any(carries_id(field.type, child, path) for child, field in named.fields.items())
    return named.name == "UUID" or name in NAMES


def value(kind: GraphQLInputType, targets: Targets, name: str, path: str) -> Any:  # noqa: ANN401
    """A value of this type that names the targets wherever it can."""
    nullable = get_nullable_type(kind)
    if isinstance(nullable, GraphQLList):
        return [value(nullable.of_type, targets, name, path)]
    if isinstance(nullable, GraphQLInputObjectType):
        return {
            child: value(field.type, targets, child, f"{path}.{child}")
            for child, field in nullable.fields.items()
            if is_required_input_field(field) or carries_id(field.type, child, path)
        }
    if isinstance(nullable, GraphQLEnumType):
        return next(iter(nullable.values))
    return _scalar(get_named_type(kind), targets, name, path)


def _scalar(kind: GraphQLNamedType, targets: Targets, name: str, path: str) -> object:
    if kind.name == "UUID":
        target = IDS.get(path) or IDS.get(name)
        assert target is not None, f"{path} takes an id of which the isolation suite knows nothing: add it to IDS"
        return str(getattr(targets, target))
    if name in NAMES:
        return getattr(targets, NAMES[name])
    return SENSIBLE.get(name, BY_SCALAR[kind.name])


def selection(schema: GraphQLSchema, kind: Any, depth: int) -> str:  # noqa: ANN401
    """Everything that can be read of this type, down to a depth."""
    named = get_named_type(kind)
    if is_leaf_type(named):
        return ""
    if isinstance(named, GraphQLUnionType):
        parts = (f"... on {member.name} {selection(schema, member, depth)}" for member in named.types)
        return f"{{ __typename {' '.join(parts)} }}"
    assert isinstance(named, GraphQLObjectType), f"{named} cannot be selected; teach this suite to"
    return f"{{ __typename {' '.join(_selected(schema, named, depth))} }}"


def _selected(schema: GraphQLSchema, kind: GraphQLObjectType, depth: int) -> Iterator[str]:
    for name, field in kind.fields.items():
        assert not any(is_required_argument(argument) for argument in field.args.values()), (
            f"give {kind}.{name} a value"
        )
        if is_leaf_type(get_named_type(field.type)):
            yield name
        elif depth > 1:
            yield f"{name}{_few(field)} {selection(schema, field.type, depth - 1)}"


def _few(field: GraphQLField) -> str:
    return f"(first: {FEW})" if "first" in field.args else ""
