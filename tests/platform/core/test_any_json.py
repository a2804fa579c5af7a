"""Whatever JSON comes instead of a filled form is answered with findings, never with another error."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import forms
from tests.support.world import SOP, World

from laksana.cases import inputs
from laksana.cases.codec import canonical
from laksana.cases.open_case import open_case
from laksana.cases.usable import refuse_unusable
from laksana.cases.views import Notice
from laksana.cases.words import seal_words
from laksana.procedures.loader import load_registry
from laksana_infra.crypto import SecretKey
from laksana_kit.explore.filler import Filler
from laksana_kit.explore.rarest import Rarest
from laksana_sdk.findings import Finding, text
from laksana_sdk.forms import read
from laksana_sdk.procedure import CaseFacts, Node
from laksana_tenants.errors import Invalid

TODAY = date(2026, 11, 16)
NODES = [node for node in load_registry().release(SOP, "r1").procedure.steps if node.form is not None]
FILLED = {node.slug: Filler(Rarest(node.slug), TODAY).filled(node.form) for node in NODES if node.form}

letters = st.text(st.characters(exclude_categories=()), max_size=20)
near = st.sampled_from(
    [
        "",
        " ",
        "\0",
        "\n",
        "2026-02-30",
        "0001-01-01",
        "9999-12-31",
        "1604104507600001",
        "16.04",
        "😀",
        "\ud800",
        "a" * 3000,
    ]
)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | letters | near
anything = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(letters | near, inner, max_size=4), max_leaves=8
)


def places(raw: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    yield path
    if isinstance(raw, dict):
        for name, inner in raw.items():
            yield from places(inner, (*path, name))
    elif isinstance(raw, list):
        for index, inner in enumerate(raw):
            yield from places(inner, (*path, index))


@st.composite
def spoilt(draw: st.DrawFn, form: forms.Form) -> Any:  # noqa: ANN401
    """A well-filled form of which up to three places hold something else, or are gone, or are not known."""
    made = {"form": deepcopy(form)}
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from([path for path in places(made) if path]))
        group: Any = made
        for name in place[:-1]:
            group = group[name]
        if draw(st.booleans()) or len(place) == 1:
            group[place[-1]] = draw(anything)
        elif isinstance(group, dict):
            group[draw(letters)] = group.pop(place[-1])
    return made["form"]


def found_in(node: Node, raw: Any) -> tuple[Finding, ...]:  # noqa: ANN401
    """What stands against it, through every pure part on the way from the door to the engine."""
    assert node.form is not None
    asked = inputs.PerformStep(case_id=UUID(int=1), step=node.slug, form=raw)
    try:
        refuse_unusable(asked)
    except Invalid as refusal:
        return refusal.findings
    assert canonical(asked)
    assert seal_words(SecretKey(bytes(32)), {"form": raw}, kind="x", step=None).sealed
    form, found = read(node.form, raw or {})
    if form is None:
        return found
    facts = CaseFacts(today=TODAY, client_birth_date=None, forms={}, outcome=None)
    if getattr(node, "client", None) is not None:
        node.client(form)  # type: ignore[attr-defined]
    if node.core is not None:
        node.core(form)
    return tuple(one for validator in node.validators for one in validator(form, facts))


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.slug)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_json_in_place_of_a_form_gives_findings(node: Node, data: st.DataObject) -> None:
    raw = data.draw(anything | spoilt(FILLED[node.slug]))

    found = found_in(node, raw)

    for one in found:
        assert text(one, "id")
        assert text(one, "en")
        assert (f"{one.field}{dict(one.parameters)}").encode()
        assert len(text(one)) < 2000


@settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
@given(raw=spoilt(forms.laporan()))
async def test_any_json_at_the_counter_opens_a_case_or_says_why_not(world: World, raw: Any) -> None:  # noqa: ANN401
    staf = await world.actor("STAF")
    with world.inside():
        try:
            said = (await open_case(inputs.OpenCase(sop=SOP, form=raw), by=staf, key=world.key())).notices
        except Invalid as refusal:
            said = tuple(Notice.of(one) for one in refusal.findings)
    assert canonical(said)
