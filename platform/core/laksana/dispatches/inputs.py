"""What callers ask of joint dispatches: one frozen record a mutation, as it is stored under its key."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from laksana.cases.inputs import Code, Form, Hash, Reason
from laksana_sdk.forms import line, several

MOST_CASES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeDispatch:
    """Put cases of one SOP under one covering letter to one institution, in the order in which it lists them."""

    institution: Code
    case_ids: Annotated[tuple[UUID, ...], several("Berkas", at_least=1, at_most=MOST_CASES)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchAct:
    """An act on an existing joint dispatch."""

    dispatch_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDispatch(DispatchAct):
    """Freeze a draft of the covering letter from what the cases say now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParafDispatch(DispatchAct):
    """Initial exactly the draft of this hash."""

    draft_sha256: Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDispatch(DispatchAct):
    """Send the draft back to whoever drafts, saying why."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class FinaliseDispatch(DispatchAct):
    """Decide to sign exactly the draft of this hash: number, date and final bytes are fixed."""

    draft_sha256: Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class SignDispatch(DispatchAct):
    """Bind the scan of the wet-signed letter, a file of one of its cases, to the final of this hash."""

    final_sha256: Hash
    scan_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SendDispatch(DispatchAct):
    """Send all cases off with courier and receipt; `form` is that of the dispatch step, the same for every case."""

    courier: Annotated[str, line("Pengirim / jasa kurir", max_length=80)]
    receipt_number: Annotated[str, line("Nomor resi", max_length=60)] | None = None
    sent_on: date
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDispatch(DispatchAct):
    """Withdraw the signed letter, sent or not, saying why."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardDispatch(DispatchAct):
    """Give up a joint dispatch that was not sent, saying why; its cases are free again."""

    reason: Reason
