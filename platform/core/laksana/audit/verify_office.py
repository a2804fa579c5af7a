"""Whether an office's records are as they were written."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

import msgspec

from laksana.audit.anchor_office import root_key
from laksana.audit.evidence import evidence
from laksana.audit.examine_chain import examine_chain, vanished
from laksana.audit.queries import StoredChain, stored_chains, stored_roots
from laksana.audit.roots import Root, before_the_first, latest_heads
from laksana.cases.words import unreadable_words
from laksana.vault.keys import office_key, unwrap_case_key
from laksana_infra.crypto import CryptoError
from laksana_infra.scope import current_scope
from laksana_sdk.findings import Finding, error

Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What was verified of an office and every fault found; `shredded` cases have a chain, but words no more."""

    cases: int
    events: int
    roots: int
    shredded: int
    faults: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, removed, added or put in another order."""
        return not self.faults


class _Said(msgspec.Struct, frozen=True):
    id: UUID
    digest: str


class _Saying(msgspec.Struct, frozen=True):
    submission: _Said | None = None


async def verify_office(tell: Tell = lambda _: None) -> AuditReport:
    """The office in scope, verified row by row: chains, causes, what people wrote, roots; `tell` hears of each case.

    What happened since the last root is proved by its own chain alone: anchor often. Raises StorageError without S3.
    """
    roots, faults = await _verified_roots()
    anchored = latest_heads(roots)
    seen: set[UUID] = set()
    events = shredded = 0
    async for chain in stored_chains():
        seen.add(chain.case_id)
        events += len(chain.events)
        shredded += chain.wrapped_key is None
        faults += examine_chain(current_scope().tenant_id, chain, anchored.get(chain.case_id))
        faults += await _verified_words(chain)
        tell(len(seen))
    faults += vanished(anchored, seen)
    return AuditReport(cases=len(seen), events=events, roots=len(roots), shredded=shredded, faults=tuple(faults))


async def _verified_words(chain: StoredChain) -> Iterable[Finding]:
    if chain.wrapped_key is None:
        return ()
    said = {}
    for event in chain.events:
        # An event that cannot be read has been named already.
        with suppress(msgspec.DecodeError):
            saying = msgspec.json.decode(event.data, type=_Saying)
            if saying.submission is not None:
                said[saying.submission.id] = (event.seq, saying.submission.digest)
    try:
        key = unwrap_case_key(await office_key(), chain.case_id, chain.wrapped_key)
    except CryptoError:
        return [error("audit.key_changed", case=str(chain.case_id))]
    unreadable = await unreadable_words(chain.case_id, key, {id_: digest for id_, (_, digest) in said.items()})
    return [
        error(f"audit.words_{how}", case=str(chain.case_id), seq=said[submission_id][0])
        for submission_id, how in unreadable.items()
    ]


async def _verified_roots() -> tuple[list[Root], list[Finding]]:
    """The office's roots, each as the locked bucket keeps it where it does, and what is wrong with the stored ones."""
    tenant_id = current_scope().tenant_id
    stored = {root.seq: root for root in await stored_roots()}
    kept = {}
    # Also what somebody has hidden behind a mark of removal: the lock keeps the version, not the listing.
    for key in await evidence().list_ever(root_key(tenant_id, 0).rpartition("/")[0]):
        known = await _kept(key)
        if known is not None:
            kept[known.seq] = known
    faults, roots, before = [], [], before_the_first(tenant_id).hash
    for seq in range(1, max((*stored, *kept, 0)) + 1):
        mine, theirs = stored.get(seq), kept.get(seq)
        if mine is None:
            faults.append(error("audit.root_missing", seq=seq))
        elif mine.previous != before or not mine.is_whole() or (theirs is not None and mine != theirs):
            faults.append(error("audit.root_changed", seq=seq))
        elif theirs is None:
            faults.append(error("audit.root_not_kept", seq=seq))
        if (root := theirs or mine) is not None:
            roots.append(root)
            before = root.hash
    return roots, faults


async def _kept(key: str) -> Root | None:
    """The root that lies there; None where somebody put something else beside the roots."""
    try:
        root = msgspec.json.decode(await evidence().get_first(key), type=Root)
    except msgspec.DecodeError:
        return None
    return root if root.is_whole() and key == root_key(root.tenant_id, root.seq) else None
