"""Ask ClamAV's daemon whether bytes are known to be harmful."""

import asyncio
import struct
from dataclasses import dataclass
from typing import Final

from laksana_infra.availability import Part, PartAway

__all__ = ["Clamd", "ClamdAddress", "ScannerUnavailable"]

_CHUNK: Final = 1 << 18
_LENGTH: Final = struct.Struct(">I")
_ANSWER_LIMIT: Final = 4096


class ScannerUnavailable(PartAway):
    """The scanner did not answer, or not about the bytes: nothing is known of them."""

    part = Part.SCANNER


@dataclass(frozen=True, slots=True, kw_only=True)
class ClamdAddress:
    """Where clamd listens: a socket file, or a host with a port."""

    path: str | None = None
    host: str | None = None
    port: int = 3310

    def __str__(self) -> str:
        return f"unix:{self.path}" if self.path else f"tcp:{self.host}:{self.port}"


class Clamd:
    """A clamd that looks at bytes sent to it; it never sees a file of ours."""

    def __init__(self, address: ClamdAddress, *, timeout_seconds: float = 60) -> None:
        self.address: Final = address
        self._timeout_seconds = timeout_seconds

    async def threat_in(self, content: bytes) -> str | None:
        """The name of what is wrong with these bytes, None where clamd knows nothing against them.

        Raises ScannerUnavailable.
        """
        try:
            async with asyncio.timeout(self._timeout_seconds):
                answer = await self._asked(content)
        except (OSError, EOFError) as error:  # a time-out is an OSError too
            message = f"clamd at {self.address} did not answer ({type(error).__name__}); look at LAKSANA_CLAMD"
            raise ScannerUnavailable(message) from error
        verdict = answer.removeprefix("stream: ")
        if verdict == "OK":
            return None
        if verdict.endswith(" FOUND"):
            return verdict.removesuffix(" FOUND")
        message = f"clamd at {self.address} answered {verdict[:120]!r}; look at its log and its StreamMaxLength"
        raise ScannerUnavailable(message)

    async def _asked(self, content: bytes) -> str:
        if self.address.path:
            reader, writer = await asyncio.open_unix_connection(self.address.path)
        else:
            reader, writer = await asyncio.open_connection(self.address.host, self.address.port)
        try:
            writer.write(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK):
                chunk = content[start : start + _CHUNK]
                writer.write(_LENGTH.pack(len(chunk)) + chunk)
                await writer.drain()
            writer.write(_LENGTH.pack(0))
            answer = await reader.readuntil(b"\0")
            return answer[:_ANSWER_LIMIT].rstrip(b"\0").decode("utf-8", "replace")
        finally:
            writer.close()
