"""The two offices and the case between them."""

from tests.support.handovers import handing

__all__ = ["handing"]
