"""One office's work goes on in another's scope only where that is meant."""

from uuid import uuid4

import pytest

from laksana_infra.scope import (
    NoScopeError,
    Scope,
    ScopeError,
    current_scope,
    entering_other_office,
    scoped,
    system_scope,
)


def test_another_offices_scope_holds_for_the_block_alone() -> None:
    here, there = uuid4(), uuid4()

    with scoped(Scope(here)):
        with entering_other_office(there, "a letter is brought to another office"):
            inside = current_scope()
        after = current_scope()

    assert (inside, after) == (Scope(there), Scope(here))


def test_nobody_enters_another_office_without_a_reason_or_from_nowhere_or_their_own() -> None:
    here = uuid4()

    with scoped(Scope(here)), pytest.raises(ScopeError, match="reason"), entering_other_office(uuid4(), " "):
        pass
    with scoped(Scope(here)), pytest.raises(ScopeError, match="another"), entering_other_office(here, "for no reason"):
        pass
    with pytest.raises(NoScopeError), entering_other_office(uuid4(), "from nowhere"):
        pass
    with (
        system_scope("the operator's list of offices"),
        pytest.raises(NoScopeError),
        entering_other_office(uuid4(), "from no office"),
    ):
        pass
