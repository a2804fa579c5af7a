"""Whether a function of a new release does what the old one's did, as far as code can say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import CodeType, FunctionType, ModuleType
from typing import Any


def same_code(old: object, new: object) -> bool:
    """Whether both do the same: they, and whatever they use of their own releases, but for docstrings and places.

    What only runs otherwise and comes to the same counts as changed: it is for a person to say that it does not matter.
    """
    return _Comparison().same(old, new)


@dataclass(slots=True)
class _Comparison:
    """Two functions held against each other; what calls itself is looked at once."""

    _seen: set[tuple[int, int]] = field(default_factory=set)

    def same(self, old: object, new: object) -> bool:
        if old is new or (id(old), id(new)) in self._seen:
            return True
        match old, new:
            case FunctionType(), FunctionType():
                self._seen.add((id(old), id(new)))
                return self._same_functions(old, new)
            case type(), type():
                self._seen.add((id(old), id(new)))
                return old.__name__ == new.__name__ and self.same(_methods(old), _methods(new))
            case ModuleType(), ModuleType():
                # What is used of it is looked up by name.
                return True
            case partial(), partial():
                return self.same((old.func, old.args, old.keywords), (new.func, new.args, new.keywords))
            case ((tuple() | list()), (tuple() | list())):
                return type(old) is type(new) and len(old) == len(new) and all(map(self.same, old, new))
            case Mapping(), Mapping():
                return old.keys() == new.keys() and all(self.same(old[key], new[key]) for key in old)
            case _:
                return type(old).__name__ == type(new).__name__ and bool(old == new)

    def _same_functions(self, old: FunctionType, new: FunctionType) -> bool:
        given = [
            (one.__defaults__, one.__kwdefaults__, tuple(cell.cell_contents for cell in one.__closure__ or ()))
            for one in (old, new)
        ]
        return self.same(*given) and self._same_code(
            old.__code__, new.__code__, old.__globals__, new.__globals__, docstrings=(old.__doc__, new.__doc__)
        )

    def _same_code(
        self,
        old: CodeType,
        new: CodeType,
        old_globals: Mapping[str, Any],
        new_globals: Mapping[str, Any],
        docstrings: tuple[str | None, str | None] = (None, None),
    ) -> bool:
        if (old.co_code, old.co_names, old.co_varnames) != (new.co_code, new.co_names, new.co_varnames):
            return False
        old_consts, new_consts = (
            [one for one in code.co_consts if one is None or one != docstring]
            for code, docstring in zip((old, new), docstrings, strict=True)
        )
        if len(old_consts) != len(new_consts):
            return False
        for before, after in zip(old_consts, new_consts, strict=True):
            if isinstance(before, CodeType) and isinstance(after, CodeType):
                if not self._same_code(before, after, old_globals, new_globals):
                    return False
            elif not self.same(before, after):
                return False
        used, now_used = (dict(_used(old.co_names, named)) for named in (old_globals, new_globals))
        return self.same(used, now_used)


def _used(names: tuple[str, ...], named: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What these names mean in the module, or in a module that it has imported."""
    for name in names:
        if name in named:
            yield name, named[name]
            if isinstance(named[name], ModuleType):
                inside = vars(named[name])
                yield from ((f"{name}.{one}", inside[one]) for one in names if one in inside)


def _methods(owner: type[Any]) -> dict[str, Any]:
    return {name: value for name, value in vars(owner).items() if isinstance(value, FunctionType)}
