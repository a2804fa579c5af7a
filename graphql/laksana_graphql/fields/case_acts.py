"""What can be done with a case."""

import strawberry

from laksana.cases.answer_disposisi import answer_disposisi
from laksana.cases.assign_case import assign_case
from laksana.cases.cancel_case import cancel_case
from laksana.cases.check_papers import check_papers
from laksana.cases.complete_case import complete_case
from laksana.cases.forward_case import forward_case
from laksana.cases.give_disposisi import give_disposisi
from laksana.cases.open_case import open_case
from laksana.cases.perform_step import perform_step
from laksana.cases.receive_case import receive_case
from laksana.cases.record_outside_answer import record_outside_answer
from laksana.cases.reject_case import reject_case
from laksana.cases.resubmit_case import resubmit_case
from laksana.cases.return_case import return_case
from laksana_graphql.context import Info
from laksana_graphql.described import act
from laksana_graphql.fields.asking import Given, changed
from laksana_graphql.inputs import changes as given
from laksana_graphql.types import results


@strawberry.type
class CaseActs:
    """Every act on a case."""

    @act
    async def open_case(self, info: Info, asked: Given[given.OpenCaseInput]) -> results.OpenCaseResult | None:
        """Open a file at the counter; the person is found again or registered."""
        return results.CaseOpened.of(await changed(info, open_case, asked))

    @act
    async def receive_case(self, info: Info, asked: Given[given.ReceiveCaseInput]) -> results.ReceiveCaseResult | None:
        """Receive the file under the next agenda number."""
        return results.CaseReceived.of(await changed(info, receive_case, asked))

    @act
    async def check_papers(self, info: Info, asked: Given[given.CheckPapersInput]) -> results.CheckPapersResult | None:
        """Record what was found about the applicant's papers, one by one."""
        return results.PapersChecked.of(await changed(info, check_papers, asked))

    @act
    async def return_case(self, info: Info, asked: Given[given.ReturnCaseInput]) -> results.ReturnCaseResult | None:
        """Send the file back for completion, naming what is missing."""
        return results.CaseReturned.of(await changed(info, return_case, asked))

    @act
    async def resubmit_case(
        self, info: Info, asked: Given[given.ResubmitCaseInput]
    ) -> results.ResubmitCaseResult | None:
        """Record that the completed file came back."""
        return results.CaseResubmitted.of(await changed(info, resubmit_case, asked))

    @act
    async def assign_case(self, info: Info, asked: Given[given.AssignCaseInput]) -> results.AssignCaseResult | None:
        """Give the current step to one person."""
        return results.CaseAssigned.of(await changed(info, assign_case, asked))

    @act
    async def give_disposisi(
        self, info: Info, asked: Given[given.GiveDisposisiInput]
    ) -> results.GiveDisposisiResult | None:
        """Write an instruction to roles below."""
        return results.DisposisiGiven.of(await changed(info, give_disposisi, asked))

    @act
    async def answer_disposisi(
        self, info: Info, asked: Given[given.AnswerDisposisiInput]
    ) -> results.AnswerDisposisiResult | None:
        """Answer the open instruction."""
        return results.DisposisiAnswered.of(await changed(info, answer_disposisi, asked))

    @act
    async def perform_step(self, info: Info, asked: Given[given.PerformStepInput]) -> results.PerformStepResult | None:
        """Perform the current step with its form and outcome."""
        return results.StepPerformed.of(await changed(info, perform_step, asked))

    @act
    async def record_outside_answer(
        self, info: Info, asked: Given[given.RecordOutsideAnswerInput]
    ) -> results.RecordOutsideAnswerResult | None:
        """Enter what the party outside answered."""
        return results.OutsideAnswerRecorded.of(await changed(info, record_outside_answer, asked))

    @act
    async def complete_case(
        self, info: Info, asked: Given[given.CompleteCaseInput]
    ) -> results.CompleteCaseResult | None:
        """Close the case at its last step."""
        return results.CaseCompleted.of(await changed(info, complete_case, asked))

    @act
    async def reject_case(self, info: Info, asked: Given[given.RejectCaseInput]) -> results.RejectCaseResult | None:
        """Reject the application, with its ground."""
        return results.CaseRejected.of(await changed(info, reject_case, asked))

    @act
    async def forward_case(self, info: Info, asked: Given[given.ForwardCaseInput]) -> results.ForwardCaseResult | None:
        """Pass the case on to who is competent."""
        return results.CaseForwarded.of(await changed(info, forward_case, asked))

    @act
    async def cancel_case(self, info: Info, asked: Given[given.CancelCaseInput]) -> results.CancelCaseResult | None:
        """End the case at the applicant's wish."""
        return results.CaseCancelled.of(await changed(info, cancel_case, asked))
