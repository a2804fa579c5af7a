"""Every use case there is, found by looking, and what an intruder would ask of each with another office's ids."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tests.isolation.parts_of_use_cases import PARTS_OF_USE_CASES
from tests.isolation.targets import Targets
from tests.support import forms
from tests.support.decisions import DEATH
from tests.support.world import SOP

import laksana
from laksana.attachments.views import PlanUpload
from laksana.audit.views import ReadPurpose
from laksana.cases import inputs
from laksana.correspondence.inputs import GiveNumber, VoidNumber
from laksana.correspondence.views import VoidReason
from laksana.dispatches import inputs as joint
from laksana.dossier.request_dossier import RequestDossier
from laksana.handover.inputs import AnswerHandover, EnterReply, HandOverCase, ResendHandover, SentHandoverAct
from laksana.letters.draft_changes import Comparison
from laksana.letters.open_letter import Version
from laksana.migration.inputs import RevertMigration, StartMigration
from laksana.procedures.readiness import ActivateProcedure
from laksana.procedures.take_back_activation import TakeBackActivation
from laksana.signing import inputs as signing
from laksana_tenants.actor import Actor
from laksana_tenants.views import NumberSource

UseCase = Callable[..., Coroutine[Any, Any, object]]


def found() -> dict[str, UseCase]:
    """Every public coroutine function of the core that somebody calls on a person's behalf, by its full name."""
    functions: dict[str, UseCase] = {}
    for module in pkgutil.walk_packages(laksana.__path__, "laksana."):
        if "piccolo_migrations" in module.name:
            continue
        functions |= {
            f"{module.name}.{name}": function
            for name, function in vars(importlib.import_module(module.name)).items()
            if not name.startswith("_") and _is_on_behalf(function) and function.__module__ == module.name
        }
    return {name: function for name, function in functions.items() if name not in PARTS_OF_USE_CASES}


def _is_on_behalf(function: object) -> bool:
    if not inspect.iscoroutinefunction(function):
        return False
    by = inspect.signature(function).parameters.get("by")
    return by is not None and by.annotation is Actor


TODAY = date(2026, 11, 16)
TOLD_AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
_REPLY: Mapping[str, Any] = {"admitted_on": TODAY, "replied_by": "X", "replied_as": "X"}
Asked = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What the intruder's own office has."""

    case_id: UUID
    attachment_id: UUID


Attempts = Callable[[Targets, Own], tuple[Asked, ...]]


def _case(ask: Callable[[UUID], object]) -> Attempts:
    """Another office's case."""
    return lambda target, own: ({"asked": ask(target.case_id)},)


def _both(ask: Callable[[UUID, Targets], object]) -> Attempts:
    """What belongs to another office's case, there and moved into a case of our own."""
    return lambda target, own: tuple({"asked": ask(case, target)} for case in (target.case_id, own.case_id))


def _check(case_id: UUID, attachment_id: UUID) -> Asked:
    check = inputs.PaperCheck(paper="pc_ktp", result="ACCEPTED", attachment_id=attachment_id)
    return {"asked": inputs.CheckPapers(case_id=case_id, checks=(check,))}


def _brought(case_id: UUID, attachment_id: UUID) -> Asked:
    paper = inputs.BroughtPaper(paper="pc_kk", attachment_id=attachment_id)
    return {"asked": inputs.ResubmitCase(case_id=case_id, papers=(paper,))}


def _hand_over(case_id: UUID, attachment_id: UUID) -> Asked:
    # To an office that is neither ours nor theirs, so that nothing but the ids can stand in the way.
    return {
        "asked": HandOverCase(case_id=case_id, to_office="palangka_raya", fields=("NAME",), papers=(attachment_id,))
    }


def _dispatch(ask: Callable[[UUID, Targets], object]) -> Attempts:
    """Another office's joint dispatch."""
    return lambda target, own: ({"asked": ask(target.dispatch_id, target)},)


def _compose(institution: str, *case_ids: UUID) -> Asked:
    return {"asked": joint.ComposeDispatch(institution=institution, case_ids=case_ids)}


def _sent(target: Targets, own: Own) -> tuple[Asked, ...]:
    """Another office's hand-over, as its sender has it."""
    return ({"asked": SentHandoverAct(handover_id=target.sent_handover_id)},)


def _answer(target: Targets, own: Own) -> tuple[Asked, ...]:
    return ({"asked": AnswerHandover(handover_id=target.handover_id, reason="X")},)


ATTEMPTS: Mapping[str, Attempts] = {
    # Without an id, what it writes at home is another suite's business.
    "laksana.cases.open_case.open_case": lambda target, own: (
        {"asked": inputs.OpenCase(sop=SOP, form=forms.laporan(), episode_of=target.case_id)},
        {"asked": inputs.OpenCase(sop=SOP, form=forms.laporan(), handover_id=target.handover_id)},
    ),
    # These name no id; what they find at home is another suite's business.
    "laksana.cases.queries.inbox": lambda target, own: (),
    "laksana.cases.queries.inbox_with_cases": lambda target, own: (),
    "laksana.desk.queries.desk_of": lambda target, own: (),
    "laksana.audit.read_log.reads_of_office": lambda target, own: (),
    # An activation is asked for by names alone, which are looked up at home: here a release that nobody has.
    "laksana.procedures.activate_procedure.activate_procedure": lambda target, own: (
        {"asked": ActivateProcedure(sop=SOP, release="r0", effective_from=TODAY)},
    ),
    "laksana.procedures.take_back_activation.take_back_activation": lambda target, own: (
        {"asked": TakeBackActivation(activation_id=target.activation_id)},
    ),
    "laksana.migration.read_migration.read_migrations": lambda target, own: (),
    "laksana.migration.plan_migration.plan_migration": lambda target, own: (),
    "laksana.migration.start_migration.start_migration": lambda target, own: (
        {"asked": StartMigration(plan_id=target.plan_id)},
    ),
    "laksana.migration.revert_migration.revert_migration": lambda target, own: (
        {"asked": RevertMigration(plan_id=target.plan_id, reason="X")},
    ),
    "laksana.migration.read_migration.read_migration": lambda target, own: ({"plan_id": target.plan_id},),
    "laksana.migration.read_migration.read_migrated_cases": lambda target, own: (
        {"plan_id": target.plan_id, "size": 5},
    ),
    "laksana.cases.read_forms.read_forms": lambda target, own: ({"case_id": target.case_id},),
    "laksana.cases.receive_case.receive_case": _case(
        lambda case: inputs.ReceiveCase(case_id=case, sender="X", subject="Y")
    ),
    "laksana.cases.check_papers.check_papers": lambda target, own: (
        _check(target.case_id, own.attachment_id),
        _check(own.case_id, target.attachment_id),
    ),
    "laksana.cases.perform_step.perform_step": _case(
        lambda case: inputs.PerformStep(case_id=case, step="periksa_berkas", outcome="lengkap")
    ),
    "laksana.cases.return_case.return_case": _case(
        lambda case: inputs.ReturnCase(case_id=case, step="periksa_berkas", missing=("pc_kk",))
    ),
    "laksana.cases.resubmit_case.resubmit_case": lambda target, own: (
        _brought(target.case_id, own.attachment_id),
        _brought(own.case_id, target.attachment_id),
    ),
    "laksana.cases.assign_case.assign_case": _both(
        lambda case, target: inputs.AssignCase(case_id=case, officer_id=target.officer_id)
    ),
    "laksana.cases.give_disposisi.give_disposisi": _case(
        lambda case: inputs.GiveDisposisi(case_id=case, to=("KABID",), note="X")
    ),
    "laksana.cases.answer_disposisi.answer_disposisi": _case(
        lambda case: inputs.AnswerDisposisi(case_id=case, answer="CARRIED_OUT")
    ),
    "laksana.cases.record_outside_answer.record_outside_answer": _case(
        lambda case: inputs.RecordOutsideAnswer(case_id=case, outcome="layak", answered_on=TODAY)
    ),
    "laksana.cases.complete_case.complete_case": _case(
        lambda case: inputs.CompleteCase(case_id=case, outcome="bantuan_diberikan")
    ),
    "laksana.cases.reject_case.reject_case": _case(
        lambda case: inputs.RejectCase(case_id=case, reason="BUKAN_SASARAN", ground="X")
    ),
    "laksana.cases.forward_case.forward_case": _both(
        lambda case, target: inputs.ForwardCase(case_id=case, reason="KESEHATAN", institution=target.institution)
    ),
    "laksana.cases.cancel_case.cancel_case": _case(
        lambda case: inputs.CancelCase(case_id=case, reason="PERMINTAAN_PEMOHON", requested_by="X", relation="Y")
    ),
    "laksana.cases.refuse_by_client.refuse_by_client": _case(
        lambda case: inputs.RefuseByClient(case_id=case, reason="MENOLAK")
    ),
    "laksana.cases.record_death.record_death": _case(
        lambda case: inputs.RecordDeath(case_id=case, reason="MENINGGAL", form=DEATH)
    ),
    "laksana.cases.record_move.record_move": _case(
        lambda case: inputs.RecordMove(case_id=case, reason="PINDAH", region="62.71")
    ),
    "laksana.cases.record_not_found.record_not_found": _case(
        lambda case: inputs.RecordNotFound(case_id=case, reason="TIDAK_ADA")
    ),
    "laksana.cases.mark_duplicate.mark_duplicate": lambda target, own: tuple(
        {"asked": inputs.MarkDuplicate(case_id=case, reason="GANDA", other_case=other)}
        for case, other in ((target.case_id, own.case_id), (own.case_id, target.case_id))
    ),
    "laksana.cases.retract_exit.retract_exit": _case(lambda case: inputs.RetractExit(case_id=case, reason="X")),
    "laksana.cases.declare_emergency.declare_emergency": _both(
        lambda case, target: inputs.DeclareEmergency(
            case_id=case, authorised_by=target.officer_id, channel="PHONE", told_at=TOLD_AT, reason="X"
        )
    ),
    "laksana.cases.confirm_emergency.confirm_emergency": _case(lambda case: inputs.ConfirmEmergency(case_id=case)),
    "laksana.cases.skip_step.skip_step": _case(
        lambda case: inputs.SkipStep(case_id=case, step="surat_pengantar", reason="X")
    ),
    "laksana.cases.reopen_case.reopen_case": _case(lambda case: inputs.ReopenCase(case_id=case, reason="X")),
    "laksana.letters.withdraw_letter.withdraw_letter": _both(
        lambda case, target: inputs.WithdrawLetter(case_id=case, letter_id=target.letter_id, reason="X")
    ),
    "laksana.correspondence.dispatch_letter.dispatch_letter": _both(
        lambda case, target: inputs.DispatchLetter(
            case_id=case, institution=target.institution, courier="X", sent_on=TODAY
        )
    ),
    "laksana.audit.read_log.reads_of_person": lambda target, own: ({"person_id": target.client_id, "size": 5},),
    "laksana.dossier.request_dossier.request_dossier": _case(lambda case: RequestDossier(case_id=case)),
    "laksana.dossier.request_dossier.readable_case": lambda target, own: ({"case_id": target.case_id},),
    "laksana.dossier.open_dossier.dossier_url": lambda target, own: ({"case_id": target.case_id},),
    "laksana.correspondence.give_number.give_number": lambda target, own: (
        {"asked": GiveNumber(number="X", source=NumberSource.MANUAL, letter_id=target.letter_id)},
        {"asked": GiveNumber(number="X", source=NumberSource.MANUAL, dispatch_id=target.dispatch_id)},
    ),
    "laksana.correspondence.void_number.void_number": lambda target, own: (
        {"asked": VoidNumber(number_id=target.number_id, reason=VoidReason.LETTER_DROPPED)},
        {"asked": VoidNumber(number_id=target.entry_id, reason=VoidReason.ENTERED_TWICE)},
    ),
    "laksana.dispatches.compose_dispatch.compose_dispatch": lambda target, own: (
        _compose(target.institution, target.case_id),
        _compose(target.institution, own.case_id),
        _compose("pstw_sinta_rangkang", own.case_id, target.case_id),
    ),
    "laksana.dispatches.draft_dispatch.draft_dispatch": _dispatch(
        lambda dispatch, target: joint.DraftDispatch(dispatch_id=dispatch)
    ),
    "laksana.dispatches.paraf_dispatch.paraf_dispatch": _dispatch(
        lambda dispatch, target: joint.ParafDispatch(dispatch_id=dispatch, draft_sha256=target.draft_sha256)
    ),
    "laksana.dispatches.return_dispatch.return_dispatch": _dispatch(
        lambda dispatch, target: joint.ReturnDispatch(dispatch_id=dispatch, reason="X")
    ),
    "laksana.dispatches.finalise_dispatch.finalise_dispatch": _dispatch(
        lambda dispatch, target: joint.FinaliseDispatch(dispatch_id=dispatch, draft_sha256=target.draft_sha256)
    ),
    "laksana.dispatches.sign_dispatch.sign_dispatch": _dispatch(
        lambda its, to: joint.SignDispatch(dispatch_id=its, final_sha256=to.final_sha256, scan_id=to.attachment_id)
    ),
    "laksana.dispatches.send_dispatch.send_dispatch": _dispatch(
        lambda dispatch, target: joint.SendDispatch(dispatch_id=dispatch, courier="X", sent_on=TODAY)
    ),
    "laksana.dispatches.withdraw_dispatch.withdraw_dispatch": _dispatch(
        lambda dispatch, target: joint.WithdrawDispatch(dispatch_id=dispatch, reason="X")
    ),
    "laksana.dispatches.discard_dispatch.discard_dispatch": _dispatch(
        lambda dispatch, target: joint.DiscardDispatch(dispatch_id=dispatch, reason="X")
    ),
    "laksana.dispatches.open_dispatch.dispatch_url": lambda target, own: tuple(
        {"dispatch_id": target.dispatch_id, "which": which} for which in Version
    ),
    "laksana.dispatches.read_reason.read_reason": lambda target, own: ({"dispatch_id": target.dispatch_id},),
    "laksana.letters.draft_letter.draft_letter": _case(
        lambda case: inputs.DraftLetter(case_id=case, letter="surat_pengantar")
    ),
    "laksana.letters.paraf_letter.paraf_letter": _both(
        lambda case, target: inputs.ParafLetter(
            case_id=case, letter_id=target.letter_id, draft_sha256=target.draft_sha256
        )
    ),
    "laksana.letters.return_letter.return_letter": _both(
        lambda case, target: inputs.ReturnLetter(case_id=case, letter_id=target.letter_id, reason="X")
    ),
    "laksana.letters.finalise_letter.finalise_letter": _both(
        lambda case, target: inputs.FinaliseLetter(
            case_id=case, letter_id=target.letter_id, draft_sha256=target.draft_sha256
        )
    ),
    "laksana.letters.sign_letter.sign_letter": lambda target, own: tuple(
        {
            "asked": inputs.SignLetter(
                case_id=case, letter_id=target.letter_id, final_sha256=target.final_sha256, scan_id=scan
            )
        }
        for case in (target.case_id, own.case_id)
        for scan in (target.attachment_id, own.attachment_id)
    ),
    "laksana.letters.draft_changes.draft_changes": lambda target, own: (
        {"asked": Comparison(letter_id=target.letter_id)},
    ),
    "laksana.signing.sign_electronically.sign_electronically": _both(
        lambda case, target: signing.SignElectronically(
            case_id=case, letter_id=target.letter_id, final_sha256=target.final_sha256
        )
    ),
    "laksana.signing.declare_signature_lost.declare_signature_lost": _both(
        lambda case, target: signing.DeclareSignatureLost(case_id=case, letter_id=target.letter_id)
    ),
    "laksana.signing.sign_dispatch_electronically.sign_dispatch_electronically": _dispatch(
        lambda its, target: signing.SignDispatchElectronically(dispatch_id=its, final_sha256=target.final_sha256)
    ),
    "laksana.signing.declare_dispatch_signature_lost.declare_dispatch_signature_lost": _dispatch(
        lambda dispatch, target: signing.DeclareDispatchSignatureLost(dispatch_id=dispatch)
    ),
    "laksana.signing.renew_certificate.renew_certificate": lambda target, own: (
        {"asked": signing.RenewCertificate(officer_id=target.officer_id)},
    ),
    "laksana.signing.revoke_certificate.revoke_certificate": lambda target, own: (
        {"asked": signing.RevokeCertificate(officer_id=target.officer_id)},
    ),
    "laksana.letters.open_letter.letter_url": lambda target, own: tuple(
        {"letter_id": target.letter_id, "which": which} for which in Version
    ),
    "laksana.attachments.plan_upload.plan_upload": _case(
        lambda case: PlanUpload(case_id=case, purpose="pc_kk", file_name="kk.png", content_type="image/png", length=100)
    ),
    "laksana.attachments.require.require_role": lambda target, own: (
        {"case_id": target.case_id, "file_name": "ktp.jpg"},
    ),
    "laksana.attachments.confirm_upload.confirm_upload": lambda target, own: ({"attachment_id": target.attachment_id},),
    "laksana.attachments.download.download_url": lambda target, own: ({"attachment_id": target.attachment_id},),
    "laksana.attachments.open_original.open_original": lambda target, own: (
        {"attachment_id": target.attachment_id, "purpose": ReadPurpose.LEGAL},
    ),
    "laksana.handover.hand_over_case.hand_over_case": lambda target, own: (
        _hand_over(target.case_id, own.attachment_id),
        _hand_over(own.case_id, target.attachment_id),
    ),
    "laksana.handover.resend_handover.resend_handover": lambda target, own: (
        {"asked": ResendHandover(handover_id=target.sent_handover_id, fields=("NAME",))},
    ),
    "laksana.handover.withdraw_handover.withdraw_handover": _sent,
    "laksana.handover.note_answer.note_answer": _sent,
    "laksana.handover.renew_link.renew_link": _sent,
    "laksana.handover.revoke_link.revoke_link": _sent,
    "laksana.handover.enter_reply.enter_reply": lambda target, own: (
        {"asked": EnterReply(handover_id=target.sent_handover_id, answer="ACCEPTED", answered_on=TODAY, **_REPLY)},
    ),
    "laksana.handover.accept_handover.accept_handover": _answer,
    "laksana.handover.return_handover.return_handover": _answer,
    "laksana.handover.refuse_handover.refuse_handover": _answer,
    "laksana.handover.read_answer.read_answer": lambda target, own: ({"handover_id": target.sent_handover_id},),
    "laksana.handover.read_envelope.read_envelope": lambda target, own: ({"handover_id": target.handover_id},),
    "laksana.handover.read_envelope.received_paper_url": lambda target, own: (
        {"handover_id": target.handover_id, "paper_id": target.paper_id},
    ),
}
"""What is asked of each use case, as its arguments besides `by` and `key`."""
