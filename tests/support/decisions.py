"""Lahat's SOP as an office runs it that uses every decision: emergency, early ends, waiting list, hand-over for SPM."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Annotated, Any

from tests.support.world import installed_plugins

from laksana.procedures import installed
from laksana.procedures.loader import Registry
from laksana_sdk.forms import Form, amount, labelled, line
from laksana_sdk.nodes import AnyNode
from laksana_sdk.procedure import EmergencyRule, Exit, Outcome, Procedure, ReferralFacts, working_days
from laksana_sdk.replies import HandoverAnswer, Replies, ReplyFacts
from laksana_sdk.roles import ANALIS, KABID, KADIS, STAF
from laksana_sdk.states import Status
from laksana_sdk.vocabulary import ReferralResult, ServiceItem, SpmOwner
from laksana_sop.asistensi_rehabilitasi.r1 import forms
from laksana_sop.asistensi_rehabilitasi.r1.procedure import PROCEDURE

DEATH = {"died_on": "2026-11-15", "place": "RSUD Lahat", "informant": "RUSLAN"}
RESULTS = {
    "dijadwalkan": ReferralResult.ASSESSMENT_SCHEDULED,
    "ditolak": ReferralResult.REFUSED,
    "daftar_tunggu": ReferralResult.QUEUED,
}


class Kematian(Form, frozen=True, kw_only=True):
    """A death, as somebody told it."""

    died_on: Annotated[date, labelled("Tanggal meninggal", widget="date")]
    place: Annotated[str, line("Tempat meninggal")]
    informant: Annotated[str, line("Pemberi kabar")]


class JawabanAntrean(forms.JawabanSentra, frozen=True, kw_only=True):
    """The institution's answer with the place on its waiting list."""

    queued_on: Annotated[date, labelled("Masuk daftar tunggu", widget="date")] | None = None
    queue_position: Annotated[int, amount("Nomor antrean", at_most=999)] | None = None


def referred(form: JawabanAntrean, outcome: str) -> ReferralFacts:
    return ReferralFacts(result=RESULTS[outcome], queued_on=form.queued_on, queue_position=form.queue_position)


def answered(reply: ReplyFacts) -> JawabanAntrean:
    return JawabanAntrean(
        assessment_on=reply.admitted_on,
        place=reply.bed,
        reason=reply.reason,
        queued_on=reply.queued_on,
        queue_position=reply.queue_position,
    )


REPLIES = Replies(
    outcomes={
        HandoverAnswer.ACCEPTED: "dijadwalkan",
        HandoverAnswer.QUEUED: "daftar_tunggu",
        HandoverAnswer.REFUSED: "ditolak",
    },
    form=answered,
)


def decided(_form: forms.HasilSentra, outcome: str) -> ReferralFacts:
    fit = outcome == "layak"
    return ReferralFacts(result=ReferralResult.ASSESSED_FIT if fit else ReferralResult.ASSESSED_UNFIT)


def guidance(_form: forms.Edukasi) -> tuple[str, ...]:
    return (ServiceItem.GUIDANCE.value,)


def aids(_form: forms.Penutupan) -> tuple[str, ...]:
    return (ServiceItem.AIDS.value, ServiceItem.REFERRAL.value)


def _step(node: AnyNode) -> AnyNode:
    changed: dict[str, dict[str, Any]] = {
        "terima_laporan": {"spm_owner": SpmOwner.KABUPATEN},
        "edukasi": {"services": guidance},
        "selesaikan": {"services": aids},
        "hasil_sentra": {"spm_owner": SpmOwner.PROVINCE, "referral": decided},
    }
    if node.slug == "jawaban_sentra":
        waiting = Outcome("daftar_tunggu", "Masuk daftar tunggu", then="jawaban_sentra")
        changed[node.slug] = {
            "form": JawabanAntrean,
            "referral": referred,
            "replies": REPLIES,
            "outcomes": (*getattr(node, "outcomes", ()), waiting),
        }
    found: AnyNode = replace(node, **changed.get(node.slug, {}))
    return found


DECIDING: Procedure = replace(
    PROCEDURE,
    steps=tuple(_step(node) for node in PROCEDURE.steps),
    emergency=EmergencyRule(authorised_by=(KABID, KADIS), confirmed_by=(KADIS,), within=working_days(3)),
    refused_by_client=Exit(by=(STAF,), reasons={"MENOLAK": "Klien menolak"}, status=Status.REFUSED_BY_CLIENT),
    deceased=Exit(by=(STAF,), reasons={"MENINGGAL": "Klien meninggal"}, status=Status.DECEASED, form=Kematian),
    moved=Exit(by=(KABID,), reasons={"PINDAH": "Klien pindah"}, status=Status.MOVED),
    not_found=Exit(by=(STAF,), reasons={"TIDAK_ADA": "Klien tidak ditemukan"}, status=Status.NOT_FOUND),
    duplicate=Exit(by=(STAF, ANALIS), reasons={"GANDA": "Kasus ganda"}, status=Status.DUPLICATE),
)


@cache
def _registries() -> tuple[Registry, Registry]:
    """The installed plugins as they are, and with every decision allowed in Lahat's SOP."""
    plain = installed_plugins()
    releases = {
        key: replace(release, procedure=DECIDING) if release.slug == DECIDING.slug else release
        for key, release in plain.releases.items()
    }
    return plain, Registry(releases=releases)


@contextmanager
def every_decision() -> Iterator[None]:
    """A block in which Lahat's first release allows every decision; afterwards it is the plugin's own again."""
    plain, deciding = _registries()
    installed.install(deciding)
    try:
        yield
    finally:
        installed.install(plain)
