"""The isolation probe: another office repeats every request of the case and must find nothing."""

from dataclasses import replace
from uuid import uuid4

from laksana_web.demo.screen import DemoError, Screen, Spoken

_OWN = frozenset({"open_case", "received_handovers"})
"""Requests that name nothing of the office: the other office would act on its own behalf."""


async def leaks(outsider: Screen, requests: list[Spoken]) -> tuple[str, ...]:
    """The documents that gave the outsider anything but "not found"; none when the walls stand.

    Every distinct request that the case's own people sent is sent again with the outsider's token and its real ids.
    """
    found = []
    for request in _distinct(requests):
        try:
            answer = await outsider.send(_anew(request))
        except DemoError:
            # An error of any other kind would hide whether the wall stood.
            found.append(request.document)
            continue
        if answer is not None and answer.get("__typename") != "NotFound":
            found.append(request.document)
    return tuple(found)


def _distinct(requests: list[Spoken]) -> list[Spoken]:
    latest = {request.document: request for request in requests if request.document not in _OWN}
    return list(latest.values())


def _anew(request: Spoken) -> Spoken:
    wanted = request.variables.get("input", {})
    if "key" not in wanted:
        return request
    return replace(request, variables={"input": {**wanted, "key": str(uuid4())}})
