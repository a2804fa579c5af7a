"""The schema's root fields, asked by people of other offices with every id, cursor, key and name of theirs."""

import json
import time
from collections.abc import Mapping
from functools import lru_cache
from random import Random

from tests.isolation import attempts
from tests.isolation.attempts import Batch, Pair, Tried
from tests.isolation.documents import Call, Document, document
from tests.isolation.loot import Loot, Spoils, named
from tests.support.graphql import Answer, ask

from laksana_graphql.schema import SCHEMA
from laksana_tenants.actor import Actor

RUN_OF_BATCHES = 20
"""For so many batches of the whole fuzzer a document is kept, so that the schema's caches are met warm as well."""
REFUSALS = {"Refused", "NotFound", "Conflict"}
HARMLESS = {"FORBIDDEN", "NOT_FOUND", "REFUSED", "CONFLICT"}


class GraphqlAttempts:
    """Requests of up to two dozen root fields, each with ids of theirs, then the same with ids of nobody's."""

    name = "graphql"

    def __init__(self, by: Mapping[str, Actor], loot: Loot, *, seed: str) -> None:
        self._by = by
        self._loot = loot
        self._seed = seed

    async def batch(self, number: int, random: Random) -> Batch:
        """One document asked twice; each root field in it is an attempt and judged by itself."""
        who, made = random.choice(list(self._by)), _document(self._seed, number // RUN_OF_BATCHES)
        spoils = {call.alias: self._loot.spoils(random) for call in made.calls}
        chance = str(random.random())
        answers: dict[int, Answer] = {}
        seconds: dict[int, float] = {}
        # Whichever comes first finds colder caches, so neither always does.
        for side in random.sample((0, 1), 2):
            variables = made.variables(chance, {alias: pair[side] for alias, pair in spoils.items()})
            began = time.perf_counter()
            answers[side] = await ask(self._by[who], made.text, variables)
            seconds[side] = time.perf_counter() - began
        kind = made.calls[0].name.partition(".")[0].lower()
        return Batch(
            tried=tuple(self._judged(who, call, answers, spoils[call.alias]) for call in made.calls),
            timed=(Pair(kind=f"graphql, {kind}", theirs=seconds[0], nobodys=seconds[1]),),
        )

    def _judged(self, who: str, call: Call, answers: Mapping[int, Answer], spoils: tuple[Spoils, Spoils]) -> Tried:
        theirs, nobodys = (_part(answers[side], call.alias, spoils[side]) for side in (0, 1))
        kind = f"graphql, {who}, {call.name.partition('.')[0].lower()}"
        return Tried(kind=kind, asked=call.name, fault=self._fault(theirs, nobodys, answers[0], call))

    def _fault(self, theirs: str, nobodys: str, answer: Answer, call: Call) -> str | None:
        data, codes = (answer["data"] or {}).get(call.alias), _codes(answer, call.alias)
        if not codes <= HARMLESS:
            return f"{attempts.BROKEN} ({theirs[:400]})"
        shown = self._loot.shown_in(theirs)
        if shown:
            return f"{attempts.SHOWN} ({', '.join(shown[:3])})"
        if theirs != nobodys:
            return f"{attempts.DIFFERENT} ({theirs[:300]} / {nobodys[:300]})"
        if call.name.startswith("Mutation.") and data and data["__typename"] not in REFUSALS:
            return f"{attempts.ACCEPTED} ({data['__typename']})"
        return None


@lru_cache(maxsize=8)
def _document(seed: str, number: int) -> Document:
    random = Random(f"{seed}, document {number}")  # noqa: S311
    return document(SCHEMA._schema, random, prefix=random.choice(("Query.", "Mutation.")))


def _part(answer: Answer, alias: str, spoils: Spoils) -> str:
    """What the answer says to one alias, as text in which nothing tells theirs from nobody's by value."""
    errors = [error for error in answer["errors"] if _is_about(error, alias)]
    for error in errors:
        error.pop("locations", None)
    part = {"data": (answer["data"] or {}).get(alias), "errors": errors}
    return named(json.dumps(part, sort_keys=True, ensure_ascii=False), spoils)


def _codes(answer: Answer, alias: str) -> set[str]:
    return {error.get("extensions", {}).get("code", "NONE") for error in answer["errors"] if _is_about(error, alias)}


def _is_about(error: Answer, alias: str) -> bool:
    """Whether an error is this alias's; one without a path stands against the whole request."""
    path = error.get("path")
    return not path or path[0] == alias
