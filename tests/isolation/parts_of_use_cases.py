"""What looks like a use case and is part of one."""

PARTS_OF_USE_CASES = {
    "laksana.audit.record_seen.record_seen": "writes down what an answer has shown of the office's own cases",
    "laksana.audit.record_seen.record_seen_by_province": "asks for a job, which looks at the province again",
    "laksana.attachments.download.require_reader": "asks for a role in the SOP inside the use cases that open a file",
    **dict.fromkeys(
        (
            "laksana.cases.read_forms.read_forms_of_cases", "laksana.dispatches.read_reason.read_reasons",
            "laksana.handover.read_answer.read_answers", "laksana.handover.read_envelope.read_envelopes",
            "laksana.letters.draft_changes.changes_of_drafts",
        ),
        "what the use case of one does for several, giving back what it would raise",
    ),
    "laksana.cases.act.begin": "loads the case for a use case that has claimed its key",
    "laksana.cases.act.change_case": "the frame around the use cases of one command each",
    "laksana.handover.sent.tell_chain": "tells the case's chain what has happened to its hand-over",
    "laksana.handover.take_reply.take_reply": "takes in an answer for the two use cases that bring one",
    "laksana.handover.hand_over_case.start_out": "starts a round inside a use case",
    "laksana.handover.answer.answer_once": "the frame around the three answers to a hand-over",
    "laksana.cases.idempotency.claim": "claims a key inside a use case",
    "laksana.cases.idempotency.replayed": "reads a key inside a use case",
    "laksana.cases.idempotency.settle": "stores a result inside a use case",
    "laksana.signing.certificates.own_certificate": "makes the signer's certificate inside a use case",
    "laksana.signing.certificates.issue_certificate": "makes a certificate inside a use case",
    "laksana.signing.sign_once.sign_once": "the frame around the two use cases that sign electronically",
    "laksana.signing.begin_attempt.attempt_of_signer": "looks for the signer's own attempt inside a use case",
    "laksana.signing.begin_attempt.begin_attempt": "begins an attempt inside a use case",
    "laksana.signing.lose.lose": "gives an attempt up for the two use cases that declare one lost",
    "laksana.signing.passphrases.nik_digest": "checks what a signer gave inside a use case",
}  # fmt: skip
"""Functions that take an actor, yet are no use case, each with the reason."""
