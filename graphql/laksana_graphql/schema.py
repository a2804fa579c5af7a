"""The schema: root fields, scalars, limits, caches, and what an error becomes."""

from typing import Any, Final

import strawberry
from graphql import GraphQLError
from strawberry.exceptions import MissingQueryError
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionContext, ExecutionResult

from laksana_graphql.context import Context
from laksana_graphql.described import describe
from laksana_graphql.errors import presentable
from laksana_graphql.execution import Execution
from laksana_graphql.fields.activations import ActivationActs, ActivationReads
from laksana_graphql.fields.case_acts import CaseActs
from laksana_graphql.fields.decision_acts import DecisionActs
from laksana_graphql.fields.dispatch_acts import DispatchActs
from laksana_graphql.fields.dispatch_reads import DispatchReads
from laksana_graphql.fields.dossier_acts import DossierActs
from laksana_graphql.fields.file_acts import FileActs
from laksana_graphql.fields.handover_acts import HandoverActs
from laksana_graphql.fields.handover_reads import HandoverReads
from laksana_graphql.fields.letter_acts import LetterActs
from laksana_graphql.fields.log_reads import LogReads
from laksana_graphql.fields.migrations import MigrationActs, MigrationReads
from laksana_graphql.fields.number_acts import NumberActs
from laksana_graphql.fields.office_reads import OfficeReads
from laksana_graphql.fields.province_reads import ProvinceReads
from laksana_graphql.fields.register_reads import RegisterReads
from laksana_graphql.fields.signature_acts import SignatureActs
from laksana_graphql.limits import Cost, Documents, Validity
from laksana_graphql.scalars import SCALARS
from laksana_graphql.types.findings import ConflictHandler, NotFoundHandler, RefusedHandler
from laksana_sdk import findings


@strawberry.type
class Query(
    OfficeReads, DispatchReads, HandoverReads, RegisterReads, ActivationReads, LogReads, MigrationReads, ProvinceReads
):
    """What can be asked. Root fields are nullable, so that one that fails takes no other with it."""


@strawberry.type
class Mutation(
    DossierActs,
    CaseActs,
    DecisionActs,
    LetterActs,
    NumberActs,
    SignatureActs,
    DispatchActs,
    FileActs,
    HandoverActs,
    ActivationActs,
    MigrationActs,
):
    """What can be done. Each act has one input; whoever asks is the person whose token it is."""


class LaksanaSchema(strawberry.Schema):
    """Strawberry's schema, whose errors are presentable wherever they arise, inside or outside an operation."""

    async def execute(self, *args: Any, **kwargs: Any) -> ExecutionResult:  # noqa: ANN401 - whatever Strawberry takes
        """The answer, with refusals in Indonesian and bugs masked."""
        try:
            result = await super().execute(*args, **kwargs)
        except MissingQueryError:
            return _unreadable(findings.error("graphql.no_query"))
        except (CannotGetOperationTypeError, InvalidOperationTypeError):
            name = str(kwargs.get("operation_name") or "-")[:60]
            return _unreadable(findings.error("graphql.no_operation", name=name))
        context = kwargs.get("context_value")
        if isinstance(context, Context):
            # Before the answer goes out: who cannot be written down reads nothing.
            await context.readings.write_down(by=context.actor, stated=context.purpose)
            # The library's execution holds on to itself: what was read would wait for the collector.
            context.loaders.forget()
        if result.errors:
            result.errors = [presentable(error) for error in result.errors]
        return result

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing: Strawberry would log messages with values in them; `presentable` logs bugs, masked."""


def _unreadable(finding: findings.Finding) -> ExecutionResult:
    error = GraphQLError(findings.text(finding), extensions={"code": finding.code})
    return ExecutionResult(data=None, errors=[error])


def build_schema() -> LaksanaSchema:
    """The schema, every type described."""
    built = LaksanaSchema(
        query=Query,
        mutation=Mutation,
        config=StrawberryConfig(scalar_map=SCALARS),
        execution_context_class=Execution,
        # In this order: parse (cached, with the limits), validate (cached), then reckon the cost.
        extensions=[Documents, Validity, Cost],
        exception_handlers=[RefusedHandler(), NotFoundHandler(), ConflictHandler()],
    )
    describe(built._schema)  # noqa: SLF001 - Strawberry offers no other way to the schema it built
    return built


SCHEMA: Final = build_schema()
