"""The laws of a case's letters: no signature without its paraf chain, nothing changes after it but a withdrawal."""

from uuid import UUID

from laksana_engine import events as happened
from laksana_engine.events import Event
from laksana_sdk.paraf import initialling, stages
from laksana_sdk.procedure import Procedure
from laksana_sdk.withdrawal import SURAT_PENCABUTAN


class LetterLaws:
    """What has been seen of a case's letters: who initialled which draft, which finals are signed, which hold."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.drafts: dict[UUID, tuple[str, str]] = {}
        self.parafs: dict[UUID, list[str]] = {}
        self.finals: dict[UUID, str] = {}
        self.holding: set[UUID] = set()
        self.notices: dict[UUID, UUID] = {}

    def judge(self, event: Event) -> None:
        """Assert every law that the event touches."""
        match event:
            case happened.LetterDrafted():
                assert event.letter_id not in self.finals
                self.drafts[event.letter_id] = (event.letter, event.draft_sha256)
                self.parafs[event.letter_id] = []
            case happened.LetterParafed():
                self._parafed(event)
            case happened.LetterReturned():
                assert event.letter_id not in self.finals
                self.parafs[event.letter_id] = ["void"]
            case happened.LetterFinalised():
                self._finalised(event)
            case happened.LetterSigned():
                assert self.finals[event.letter_id] == event.final_sha256
                assert event.letter_id not in self.holding
                self.holding.add(event.letter_id)
            case happened.LetterDispatched():
                assert event.letter_id in self.holding
            case happened.LetterRequested() if event.withdraws is not None:
                assert event.letter == SURAT_PENCABUTAN.kind
                self.notices[event.letter_id] = event.withdraws
            case happened.LetterIssued():
                assert event.awaits_signature is (event.letter_id in self.notices)
                if event.awaits_signature:
                    self.finals[event.letter_id] = event.final_sha256
            case happened.LetterWithdrawn():
                assert event.letter_id not in self.notices
                kind, _ = self.drafts[event.letter_id]
                assert (event.letter, event.role) == (kind, self.procedure.template(kind).signer.code)
                self.holding.remove(event.letter_id)
            case _:
                pass

    def _parafed(self, event: happened.LetterParafed) -> None:
        kind, draft = self.drafts[event.letter_id]
        given = self.parafs[event.letter_id]
        assert event.draft_sha256 == draft
        # Nobody initials before every stage below theirs is complete, and nobody twice.
        turns = [stage for stage in stages(self.procedure.template(kind).paraf) if {r.code for r in stage} - {*given}]
        assert event.role in {role.code for role in turns[0]} - {*given}
        given.append(event.role)

    def _finalised(self, event: happened.LetterFinalised) -> None:
        kind, draft = self.drafts[event.letter_id]
        template = self.procedure.template(kind)
        assert event.draft_sha256 == draft
        assert sorted(self.parafs[event.letter_id]) == sorted(role.code for role in initialling(template.paraf))
        assert event.role == template.signer.code
        assert not (template.strategic and event.capacity in {"PLT", "PLH"})
        assert event.letter_id not in self.finals
        self.finals[event.letter_id] = event.final_sha256
