"""The picture of an SOP's flowchart with the step lit at which a case stands."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from laksana.procedures.loader import LoadedRelease

Draw = Callable[[LoadedRelease, str | None, str], str | None]
"""Draws a release's flowchart as SVG, one step lit or none, under a title; None where it cannot be drawn."""

_draw: Draw | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A picture, and the sentence that says the same."""

    svg: str
    says: str


def install(draw: Draw | None) -> None:
    """Make this how the process draws; None: it draws nothing."""
    global _draw  # noqa: PLW0603 - one way to draw a process, set by the composition root
    _draw = draw


async def diagram_of(release: LoadedRelease, step: str | None) -> Diagram | None:
    """The flowchart with nothing of a case but the step where it stands (None: its end); None where there is none."""
    if _draw is None or (step is not None and step not in release.step_labels):
        return None
    stands = f"kasus berada pada langkah {release.step_labels[step]}" if step is not None else "kasus sudah berakhir"
    says = f"Bagan alir {release.procedure.name}: {stands}"
    # Laying out a long SOP takes a quarter of a second of CPU: not on the loop.
    svg = await asyncio.to_thread(_draw, release, step, says)
    return Diagram(svg=svg, says=says) if svg is not None else None
