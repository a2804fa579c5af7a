"""The signatory that an installation's settings name, its libraries loaded when somebody signs."""

import asyncio
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import Any, assert_never

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from laksana_infra.settings import SettingError, Settings, Signing
from laksana_infra.signing.port import Credentials, Provider, Signatory, Validated

__all__ = ["open_signatory"]


def open_signatory(settings: Settings) -> Signatory | None:
    """Who signs electronically here; None when letters are signed on paper alone.

    Raises SettingError when the file of BSrE's certificates holds none.
    """
    match settings.signing:
        case Signing.NONE:
            return None
        case Signing.LOCAL:
            return _LoadedWhenUsed(Provider.LOCAL, partial(_opened, "local:LocalSignatory"))
        case Signing.BSRE:
            roots = _certificates(settings)
            login = {"username": settings.bsre_username, "password": settings.bsre_password}
            opened = partial(_opened, "bsre:BsreSignatory", settings.bsre_url, **login, roots=roots)
            return _LoadedWhenUsed(Provider.BSRE, opened)
        case _:
            assert_never(settings.signing)


@dataclass(eq=False)
class _LoadedWhenUsed:
    """pyHanko takes a second to import and 30 MB to keep; most processes of an installation never sign."""

    provider: Provider
    load: Callable[[], Signatory] = field(repr=False)

    async def sign(self, pdf: bytes, credentials: Credentials, *, at: datetime) -> bytes:
        """As the signatory behind does."""
        return await (await self._loaded()).sign(pdf, credentials, at=at)

    async def validate(self, signed: bytes, *, final: bytes, roots: Sequence[bytes], at: datetime) -> Validated:
        """As the signatory behind does."""
        return await (await self._loaded()).validate(signed, final=final, roots=roots, at=at)

    async def _loaded(self) -> Signatory:
        return await asyncio.to_thread(lambda: self._behind)

    @cached_property
    def _behind(self) -> Signatory:
        return self.load()


def _opened(adapter: str, *settings: Any, **more: Any) -> Signatory:  # noqa: ANN401 - the adapter's own
    signatory: Signatory = pkgutil.resolve_name(f"laksana_infra.signing.{adapter}")(*settings, **more)
    return signatory


def _certificates(settings: Settings) -> tuple[bytes, ...]:
    if settings.bsre_ca_file is None:
        return ()
    try:
        found = x509.load_pem_x509_certificates(settings.bsre_ca_file.read_bytes())
    except ValueError:
        raise SettingError(
            "LAKSANA_BSRE_CA_FILE",
            f"{str(settings.bsre_ca_file)!r} holds no certificate in PEM",
            remedy="save BSrE's root certificate there",
        ) from None
    return tuple(certificate.public_bytes(Encoding.DER) for certificate in found)
