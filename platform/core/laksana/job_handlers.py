"""Every module that does jobs: importing this one registers all of them."""

from laksana.attachments.inspect_attachment import inspect_attachment
from laksana.attachments.reconcile_nightly import reconcile_nightly
from laksana.audit.anchor_office import anchor_hourly, keep_root
from laksana.audit.log_province_reads import log_province_reads
from laksana.audit.verify_nightly import verify_nightly
from laksana.cases.escalate_overdue import escalate_in_turn
from laksana.correspondence.ask_registry import ask_registry
from laksana.dossier.request_dossier import make_dossier
from laksana.handover.deliver import deliver_handover
from laksana.handover.mirror import mirror_handover
from laksana.handover.remind import remind_of_handover
from laksana.handover.take_back import take_back_handover
from laksana.letters.issue_letter import issue_letter
from laksana.migration.carry_on import carry_on_migration
from laksana.signing.finish_signature import finish_signature
from laksana.vault.make_office_key import make_office_key

JOB_HANDLERS = (
    inspect_attachment,
    escalate_in_turn,
    issue_letter,
    ask_registry,
    finish_signature,
    deliver_handover,
    mirror_handover,
    take_back_handover,
    remind_of_handover,
    anchor_hourly,
    keep_root,
    verify_nightly,
    log_province_reads,
    reconcile_nightly,
    make_dossier,
    carry_on_migration,
    make_office_key,
)
"""What a worker of the service does; a module that gets a handler is added here."""
