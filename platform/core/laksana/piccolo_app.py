"""The Piccolo app of cases and all that belongs to them: which tables it owns and where its migrations lie."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from laksana.attachments.tables import Attachment
from laksana.audit.tables import AuditRoot, LoggedRead
from laksana.cases.tables import (
    Case,
    CaseBatch,
    CaseEvent,
    CaseTask,
    IdempotencyKey,
    Referral,
    ServiceGiven,
    SpmOwnership,
    Submission,
)
from laksana.correspondence.tables import (
    IncomingLetter,
    Letter,
    LetterDispatch,
    LetterDraft,
    LetterParaf,
    RegisterCounter,
    RegisterNumber,
)
from laksana.dispatches.tables import Dispatch, DispatchItem, DispatchParaf
from laksana.dossier.tables import DossierProgress
from laksana.handover.tables import HandoverLink, HandoverReceived, HandoverSent
from laksana.migration.tables import MigrationCase, MigrationPlan
from laksana.people.tables import Person, PersonCounter
from laksana.procedures.tables import PluginQuarantine
from laksana.signing.tables import ElectronicSignature, SigningCertificate
from laksana.vault.tables import OfficeKey, PlatformKey
from laksana.verification.tables import VerificationMark

TABLES = (
    OfficeKey,
    PlatformKey,
    Person,
    PersonCounter,
    Case,
    CaseBatch,
    CaseEvent,
    Submission,
    CaseTask,
    SpmOwnership,
    ServiceGiven,
    Referral,
    IdempotencyKey,
    RegisterCounter,
    RegisterNumber,
    IncomingLetter,
    Letter,
    LetterDraft,
    LetterParaf,
    LetterDispatch,
    Dispatch,
    DispatchItem,
    DispatchParaf,
    SigningCertificate,
    ElectronicSignature,
    Attachment,
    LoggedRead,
    DossierProgress,
    HandoverSent,
    HandoverLink,
    HandoverReceived,
    AuditRoot,
    VerificationMark,
    PluginQuarantine,
    MigrationPlan,
    MigrationCase,
)
"""Every table of this room; each has `tenant_id` and stands behind the office's wall, but for a few with a reason."""

APP_CONFIG = AppConfig(
    app_name="laksana",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=list(TABLES),
    migration_dependencies=["laksana_tenants.piccolo_app"],
)
