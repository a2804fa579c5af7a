"""A case told in plain Indonesian, for somebody who knows nothing of this service."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from laksana.cases.views import CaseView, TimelineEntry
from laksana.cases.words import OpenedWords
from laksana_sdk.dates import indonesian_date, indonesian_time, local_day
from laksana_sdk.forms import json_schema
from laksana_sdk.procedure import Procedure
from laksana_sdk.roles import ROLES

HAPPENED: Mapping[str, str] = {
    "CASE_OPENED": "Berkas dibuka",
    "CASE_RECEIVED": "Berkas diterima dan dicatat di agenda",
    "STEP_ENTERED": "Giliran beralih ke langkah",
    "CORE_RECORDED": "Data pokok layanan dicatat",
    "PAPERS_CHECKED": "Kelengkapan berkas diperiksa",
    "STEP_PERFORMED": "Langkah dikerjakan",
    "CASE_RETURNED": "Berkas dikembalikan untuk dilengkapi",
    "CASE_RESUBMITTED": "Berkas yang dilengkapi diterima kembali",
    "CASE_ASSIGNED": "Langkah diserahkan kepada petugas",
    "DISPOSISI_GIVEN": "Disposisi diberikan",
    "DISPOSISI_ANSWERED": "Disposisi dijawab",
    "LETTER_DRAFTED": "Konsep surat disusun",
    "LETTER_PARAFED": "Konsep surat diparaf",
    "LETTER_RETURNED": "Konsep surat dikembalikan",
    "LETTER_FINALISED": "Naskah surat ditetapkan dan diberi nomor",
    "LETTER_SIGNED": "Surat ditandatangani",
    "LETTER_REQUESTED": "Surat diminta diterbitkan",
    "LETTER_ISSUED": "Surat diterbitkan",
    "LETTER_DISPATCHED": "Surat dikirim",
    "LETTER_WITHDRAWN": "Surat dicabut",
    "LEFT_IN_BATCH": "Berkas dikirim bersama berkas lain",
    "HANDOVER_SENT": "Kasus ditawarkan kepada kantor atau lembaga lain",
    "HANDOVER_ANSWERED": "Penerima menjawab tawaran kasus",
    "HANDOVER_WITHDRAWN": "Tawaran kasus ditarik kembali sebelum dijawab",
    "OUTSIDE_ANSWERED": "Jawaban pihak luar dicatat",
    "EXIT_DECIDED": "Penyelesaian lebih awal diputuskan",
    "EXIT_RETRACTED": "Keputusan penyelesaian lebih awal ditarik kembali",
    "EMERGENCY_DECLARED": "Keadaan darurat dinyatakan",
    "EMERGENCY_CONFIRMED": "Keadaan darurat dikukuhkan",
    "PAPERS_OWED": "Berkas susulan dicatat",
    "STEP_SKIPPED": "Langkah dilewati",
    "CASE_REOPENED": "Kasus dibuka kembali",
    "SERVICES_GIVEN": "Layanan yang diberikan dicatat",
    "SPM_OWNER_CHANGED": "Penanggung jawab SPM berubah",
    "REFERRAL_ANSWERED": "Jawaban atas rujukan dicatat",
    "TASK_ESCALATED": "Pekerjaan yang lewat waktu diperlihatkan kepada atasan",
    "CASE_ENDED": "Kasus berakhir",
    "CASE_MIGRATED": "Kasus dilanjutkan menurut rilis SOP yang lain",
    "CASE_MIGRATION_REVERTED": "Kasus dikembalikan ke rilis SOP semula",
}
"""What each kind of event is called; a test holds it against the engine's own list."""

_NAMED = {
    "agenda_number": "nomor agenda",
    "number": "nomor",
    "institution": "lembaga",
    "courier": "kurir",
    "final_sha256": "sidik naskah",
    "draft_sha256": "sidik konsep",
    "letter_sha256": "sidik surat bertanda tangan",
}
_DAYS = {"dated": "tertanggal", "sent_on": "dikirim tanggal", "answered_on": "dijawab tanggal"}
_WRITTEN = {
    "note": "Catatan",
    "reason": "Alasan",
    "ground": "Dasar",
    "requested_by": "Yang meminta",
    "relation": "Hubungan",
    "letter": "Surat masuk",
    "letter_number": "Nomor surat",
    "letter_date": "Tanggal surat",
    "sender": "Pengirim",
    "subject": "Perihal",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What is needed to tell a case: its procedure, the office's zone, its people by id, its letters' titles by id."""

    case: CaseView
    office: str
    procedure: Procedure
    zone: str
    officers: Mapping[UUID, str]
    letters: Mapping[UUID, str]

    def step(self, slug: str | None) -> str:
        """The step as the SOP names it."""
        return next((node.label for node in self.procedure.steps if node.slug == slug), slug or "-")

    def outcome(self, slug: str | None, code: str) -> str:
        """The outcome as the step names it."""
        node = next((node for node in self.procedure.steps if node.slug == slug), None)
        return next((one.label for one in getattr(node, "outcomes", ()) if one.code == code), code)


def timeline(telling: Telling, entries: Sequence[TimelineEntry]) -> str:
    """The timeline: what happened when, in local time, and who did it in which post."""
    head = (
        "LINI MASA KASUS",
        f"Kantor       : {telling.office}",
        f"SOP          : {telling.procedure.sheet.nama_sop or telling.procedure.sheet.judul or telling.case.sop_slug}",
        f"Nomor SOP    : {telling.procedure.sheet.nomor_sop or '-'}",
        f"Nomor agenda : {telling.case.agenda_number or '-'}",
        f"Nomor kasus  : {telling.case.id}",
        "",
    )
    return "\n".join([*head, *(line for entry in entries for line in _told(telling, entry))]) + "\n"


def writing(telling: Telling, words: OpenedWords) -> str:
    """What was written at one act, each answer beside its question."""
    at = words.created_at
    when = f"{indonesian_date(local_day(at, zone=telling.zone))}, pukul {indonesian_time(at, zone=telling.zone)}"
    lines = [telling.step(words.step), f"Ditulis {when}", ""]
    for name, content in words.content.items():
        if name == "form" and isinstance(content, Mapping):
            lines += _answers(content, _questions(telling.procedure, words.step))
        else:
            lines += _answers({name: content}, {})
    return "\n".join(lines) + "\n"


def _told(telling: Telling, entry: TimelineEntry) -> Iterator[str]:
    day, time = local_day(entry.at, zone=telling.zone), indonesian_time(entry.at, zone=telling.zone)
    yield f"{entry.seq}. {indonesian_date(day)}, pukul {time}: {HAPPENED.get(entry.kind, entry.kind)}"
    role = ROLES.get(entry.role or "")
    acted = f" sebagai {role.label}" if role else ""
    capacity = f" ({entry.capacity})" if entry.capacity not in (None, "DEFINITIF") else ""
    # Nobody caused what the service itself saw: that a task is overdue.
    who = telling.officers.get(entry.officer_id, "petugas") if entry.officer_id else "sistem"
    yield f"   oleh {who}{acted}{capacity}"
    for detail in _details(telling, entry.data):
        yield f"   {detail}"


def _details(telling: Telling, data: Mapping[str, Any]) -> Iterator[str]:
    if data.get("step"):
        yield f"langkah: {telling.step(data['step'])}"
    if data.get("outcome"):
        yield f"hasil: {telling.outcome(data.get('step'), data['outcome'])}"
    if data.get("letter_id"):
        yield f"surat: {telling.letters.get(UUID(data['letter_id']), data.get('letter') or '-')}"
    for name, label in _NAMED.items():
        if data.get(name):
            yield f"{label}: {data[name]}"
    for name, label in _DAYS.items():
        if data.get(name):
            yield f"{label}: {indonesian_date(date.fromisoformat(data[name]))}"


def _questions(procedure: Procedure, step: str | None) -> Mapping[str, Any]:
    """The schema of the step's form, whose titles are the questions."""
    form = next((node.form for node in procedure.steps if node.slug == step), None)
    form = form or next((leave.form for name, leave in procedure.exits.items() if f"exit.{name}" == step), None)
    return json_schema(form) if form is not None else {}


def _answers(answers: Mapping[str, Any], schema: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    definitions = schema.get("$defs", {})
    asked = _resolved(schema, definitions).get("properties", {})
    for name, answer in answers.items():
        question = _present(asked.get(name, {}))
        label = str(question.get("title") or _WRITTEN.get(name, name))
        if isinstance(answer, Mapping):
            yield f"{indent}{label}:"
            yield from _answers(answer, {**_resolved(question, definitions), "$defs": definitions}, indent + "  ")
        elif isinstance(answer, list):
            yield f"{indent}{label}:"
            for item in answer:
                if isinstance(item, Mapping):
                    inner = _resolved(question.get("items", {}), definitions)
                    yield from _answers(item, {**inner, "$defs": definitions}, indent + "  ")
                else:
                    yield f"{indent}  - {_said(item, question)}"
        else:
            yield f"{indent}{label}: {_said(answer, question)}"


def _present(question: Mapping[str, Any]) -> Mapping[str, Any]:
    """The question as it is asked of somebody who answers: an optional one says all in the part that is not null."""
    answered: Mapping[str, Any] = next((one for one in question.get("anyOf", ()) if one.get("type") != "null"), {})
    return {**answered, **question}


def _resolved(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    named = schema.get("$ref")
    return definitions.get(named.rpartition("/")[2], {}) if named else schema


def _said(answer: object, question: Mapping[str, Any]) -> str:
    if answer is None:
        return "-"
    if isinstance(answer, bool):
        return "ya" if answer else "tidak"
    return str(question.get("x-labels", {}).get(answer, answer)) if isinstance(answer, str) else str(answer)
