"""Every form of every installed SOP: a wrong value is found at its field, and no input makes a plugin raise."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laksana.procedures.loader import load_registry
from laksana_kit.testing.inputs import filled
from laksana_sdk.findings import text
from laksana_sdk.forms import Form, read
from laksana_sdk.procedure import Node, Validator

TODAY = date(2026, 11, 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A form with where it is asked; `node` is None for the form of an early end."""

    name: str
    form: type[Form]
    validators: tuple[Validator, ...]
    outcomes: tuple[str | None, ...]
    node: Node | None


def every_form() -> list[Asked]:
    asked = []
    for release in load_registry().releases.values():
        procedure = release.procedure
        for node in procedure.steps:
            if node.form is not None:
                outcomes = tuple(outcome.code for outcome in getattr(node, "outcomes", ())) or (None,)
                name = f"{release.slug}.{node.slug}"
                asked.append(Asked(name=name, form=node.form, validators=node.validators, outcomes=outcomes, node=node))
        for end, leave in procedure.exits.items():
            if leave.form is not None:
                name = f"{release.slug}.exit.{end}"
                asked.append(
                    Asked(name=name, form=leave.form, validators=leave.validators, outcomes=(None,), node=None)
                )
    return asked


FORMS = every_form()


def test_every_sop_has_forms_here() -> None:
    assert {asked.name.split(".")[0] for asked in FORMS} == set(load_registry().slugs)


@pytest.mark.parametrize("asked", FORMS, ids=lambda asked: asked.name)
@settings(max_examples=6)
@given(data=st.data())
def test_a_value_of_the_wrong_kind_is_found_at_its_field(asked: Asked, data: st.DataObject) -> None:
    raw = data.draw(filled(asked.form))
    field = data.draw(st.sampled_from([member.encode_name for member in msgspec.structs.fields(asked.form)]))
    wrong: Any = data.draw(st.sampled_from([{"bukan": {"isian": "ini"}}, 3.5, [[["x"]]]]))

    form, found = read(asked.form, {**raw, field: wrong})

    assert form is None
    assert {one.field.split(".")[0].split("[")[0] for one in found if one.field} == {field}
    assert all(text(one, "id") and text(one, "en") for one in found)
