"""CPU of an electronic signature by an office's own authority, beyond the final that it is put on.

Run: python -m tests.benchmarks.signing [letters]
"""

import asyncio
import sys
from datetime import UTC, datetime
from typing import Final

from tests.benchmarks.typeset import documents, own_seconds

from laksana_infra.signing.authority import new_authority, new_certificate
from laksana_infra.signing.local import LocalSignatory
from laksana_infra.signing.port import CertifiedKey
from laksana_typeset import Typesetter

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
MOST_MILLISECONDS: Final = 60.0
"""What a signature may cost beyond the bare final."""


async def main(count: int) -> None:
    authority = new_authority("Dinas Sosial Kabupaten Lahat", at=AT)
    issued = new_certificate(authority, name="Rahmawati, S.Sos.", organisation="Dinas Sosial", at=AT)
    key = CertifiedKey(certificate=issued.certificate, issuers=(authority.certificate,), key=issued.key)
    signatory = LocalSignatory()
    with Typesetter(processes=1) as typesetter:
        finals = [typesetter.compile(letter) for letter in documents(count)]
    await signatory.sign(finals[0], key, at=AT)
    spent: dict[str, float] = {}
    before = own_seconds()
    signed = [await signatory.sign(final, key, at=AT) for final in finals]
    spent["sign"] = own_seconds() - before
    before = own_seconds()
    for document, final in zip(signed, finals, strict=True):
        await signatory.validate(document, final=final, roots=(authority.certificate,), at=AT)
    spent["look"] = own_seconds() - before
    each = {name: seconds / count * 1000 for name, seconds in spent.items()}
    for name, milliseconds in each.items():
        print(f"{name:7} {milliseconds:6.2f} ms CPU a letter")
    print(f"adds    {len(signed[0]) - len(finals[0])} bytes to {len(finals[0])}")
    print(f"limit   {MOST_MILLISECONDS:.0f} ms to sign: {'kept' if each['sign'] <= MOST_MILLISECONDS else 'BROKEN'}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
