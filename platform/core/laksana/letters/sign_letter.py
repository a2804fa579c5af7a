"""Bind a wet signature to a letter."""

from laksana.attachments.accepted import SCAN
from laksana.attachments.queries import promoted_attachment
from laksana.cases.act import Act, change_case
from laksana.cases.inputs import SignLetter
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def sign_letter(asked: SignLetter, *, by: Actor, key: str) -> CaseChanged:
    """The case with its letter signed: an inspected scan of this case, uploaded as one, is bound to the final's hash.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    async def command(act: Act) -> commands.Command:
        scan = await promoted_attachment(asked.scan_id, case_id=asked.case_id, purpose=SCAN, field="scan_id")
        return commands.SignLetter(
            letter_id=asked.letter_id,
            final_sha256=asked.final_sha256,
            scan_id=scan.id,
            scan_sha256=scan.sha256,
            **act.frame["command"],
        )

    return await change_case("sign_letter", asked, command, by=by, key=key)
