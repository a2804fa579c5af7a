"""The order in which roles initial a draft: stage after stage, and within a stage in any order."""

from collections.abc import Collection, Iterator

from laksana_sdk.roles import Role

ParafStage = Role | tuple[Role, ...]
"""One role, or several that initial beside each other."""

ParafChain = tuple[ParafStage, ...]
"""The stages, lowest first: `(KASI, (KABID, SEKRETARIS))` asks the Kasi, then the other two in whichever order."""


def stages(chain: ParafChain) -> tuple[tuple[Role, ...], ...]:
    """The chain's stages in order, each as the roles that initial in it."""
    return tuple((stage,) if isinstance(stage, Role) else stage for stage in chain)


def initialling(chain: ParafChain) -> tuple[Role, ...]:
    """Every role of the chain, lowest stage first."""
    return tuple(role for stage in stages(chain) for role in stage)


def asked_now(chain: ParafChain, given: Collection[str]) -> tuple[Role, ...]:
    """The roles asked for their initials once those codes have given theirs; none when the chain is complete.

    A stage is asked only when every earlier one is complete.
    """
    for stage in stages(chain):
        missing = tuple(role for role in stage if role.code not in given)
        if missing:
            return missing
    return ()


def chain_faults(chain: ParafChain, signer: Role) -> Iterator[str]:
    """What is wrong with a chain below that signer, as ends of a sentence about its letter."""
    if any(not stage for stage in stages(chain)):
        yield "has an empty stage of paraf; leave it out"
    codes = [role.code for role in initialling(chain)]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"asks {code} twice for paraf; one draft takes one from each role"
    if signer.code in codes:
        yield f"asks its signer {signer.code} for paraf; the signature says more"
    for role in initialling(chain):
        if role.outside:
            yield f"asks the outside role {role.code} for paraf; name a role of the office"
