"""Who may have an office's cases moved to another release."""

from laksana_sdk import findings
from laksana_sdk.roles import KADIS, SEKRETARIS
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden, Invalid

MIGRATED_BY = (KADIS, SEKRETARIS)
"""Who answers for the office, and who keeps its house."""


def require_mover(by: Actor) -> None:
    """Raises Forbidden for whoever may neither migrate nor look at migrations."""
    if not by.roles & {role.code for role in MIGRATED_BY}:
        raise Forbidden(findings.error("migration.not_yours", roles=", ".join(role.label for role in MIGRATED_BY)))


def require_reason(reason: str) -> None:
    """Raises Invalid for a wish without its reason."""
    if not reason.strip():
        raise Invalid((findings.error("migration.reason_missing", field="reason"),))
