"""What is wrong with a case's stored chain: pure, over the rows as they are."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID

import msgspec

from laksana.audit.chain import genesis, link
from laksana.audit.queries import StoredChain, StoredEvent
from laksana.audit.roots import Head
from laksana_sdk.findings import Finding, error

_EPOCH = datetime.fromtimestamp(0, UTC)


class _Dated(msgspec.Struct, frozen=True):
    at: datetime


def examine_chain(tenant_id: UUID, chain: StoredChain, anchored: Head | None) -> tuple[Finding, ...]:
    """Every fault of this chain: events changed, moved, doubled or missing; the row gone, the history rewritten."""
    return tuple(_faults(tenant_id, chain, anchored))


def vanished(anchored: Mapping[UUID, Head], seen: set[UUID]) -> tuple[Finding, ...]:
    """The cases that a root names and that no row or event tells of any more."""
    gone = sorted(anchored.keys() - seen)
    return tuple(error("audit.case_vanished", case=str(case_id), seq=anchored[case_id].seq) for case_id in gone)


def _faults(tenant_id: UUID, chain: StoredChain, anchored: Head | None) -> Iterator[Finding]:
    case, events = str(chain.case_id), chain.events
    yield from _faults_of_events(tenant_id, chain)
    last = events[-1].seq if events else 0
    expected = max(chain.version or 0, anchored.seq if anchored else 0)
    if last < expected:
        yield error("audit.events_missing", case=case, first=last + 1, last=expected)
    if chain.head_hash is None:
        yield error("audit.case_unrowed", case=case)
    elif last >= expected and (chain.version != last or (events and chain.head_hash != events[-1].hash)):
        yield error("audit.head_differs", case=case, seq=last)
    named = (anchored.seq, anchored.hash) if anchored else None
    if anchored and anchored.seq <= last and named not in {(event.seq, event.hash.hex()) for event in events}:
        yield error("audit.case_rewritten", case=case, seq=anchored.seq)


def _faults_of_events(tenant_id: UUID, chain: StoredChain) -> Iterator[Finding]:
    case = str(chain.case_id)
    before = StoredEvent(
        seq=0, kind="", at=_EPOCH, data="", cause=b"", previous_hash=b"", hash=genesis(tenant_id, chain.case_id)
    )
    sound = True
    for previous, event in pairwise((before, *chain.events)):
        if event.seq == previous.seq:
            yield error("audit.event_doubled", case=case, seq=event.seq)
        elif event.seq > previous.seq + 1:
            yield error("audit.events_missing", case=case, first=previous.seq + 1, last=event.seq - 1)
        follows = event.seq != previous.seq + 1 or event.previous_hash == previous.hash
        if not (written := _hash(event, event.seq) == event.hash and _dated(event)):
            yield _changed_or_moved(case, event, most=len(chain.events) + event.seq)
        elif sound and not follows:
            yield error("audit.event_unlinked", case=case, seq=event.seq)
        sound = written


def _changed_or_moved(case: str, event: StoredEvent, *, most: int) -> Finding:
    for origin in range(1, most + 1):
        if origin != event.seq and _hash(event, origin) == event.hash:
            return error("audit.event_moved", case=case, seq=event.seq, origin=origin)
    return error("audit.event_changed", case=case, seq=event.seq)


def _hash(event: StoredEvent, seq: int) -> bytes:
    return link(event.previous_hash, seq=seq, cause=event.cause, kind=event.kind, data=event.data)


def _dated(event: StoredEvent) -> bool:
    """Whether the row's time, which the hash does not cover, is the one that the event itself says."""
    try:
        return msgspec.json.decode(event.data, type=_Dated).at == event.at
    except msgspec.DecodeError:
        return False
