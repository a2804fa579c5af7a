"""Bring what this process knows of quarantines and what all know together."""

from laksana.procedures.quarantine import quarantine
from laksana.procedures.quarantine_release import quarantine_release
from laksana.procedures.queries import quarantines


async def share_quarantines() -> None:
    """What this process has found out is stored for all, and it keeps to every quarantine that stands.

    Cheap enough to be asked again every few seconds: no step of a case asks.
    """
    found = quarantine().found
    for evidence in found:
        await quarantine_release(evidence)
    standing = await quarantines()
    quarantine().stored(found, {(one.evidence.call.sop, one.evidence.call.release) for one in standing})
