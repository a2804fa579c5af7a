"""What plugins tell the engine beside their forms: statistics, an outside answer, and what a validator may know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from laksana_sdk.findings import Finding
from laksana_sdk.forms import Form
from laksana_sdk.letters import ClientFacts
from laksana_sdk.vocabulary import ReferralResult


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreFacts:
    """What statistics need, copied at that moment: codes that identify nobody. None leaves a column as it is."""

    ppks_category: str | None = None
    spm_code: str | None = None
    kecamatan: str | None = None
    sex: str | None = None
    birth_year: int | None = None
    guardian_consent: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What a validator may know beyond the form: the office's day, the client's birth date and the forms so far.

    `outcome` is the one that is being chosen with this form, None where the step has none.
    """

    today: date
    client_birth_date: date | None
    outcome: str | None = None
    forms: Mapping[str, Form] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFacts:
    """What an institution answered to a referral, in codes; `queue_position` is the place on its waiting list.

    `institution` is its slug in the office's register; None stands for the one the last letter went to.
    """

    result: ReferralResult
    institution: str | None = None
    queued_on: date | None = None
    queue_position: int | None = None
    admitted_on: date | None = None


Validator = Callable[[Any, CaseFacts], tuple[Finding, ...]]
CoreBuilder = Callable[[Any], CoreFacts]
ClientBuilder = Callable[[Any], ClientFacts]
ServicesBuilder = Callable[[Any], tuple[str, ...]]
"""The ServiceItem codes that a step's act delivered, from its form (None where the act brings none)."""
ReferralBuilder = Callable[[Any, str], ReferralFacts]
"""What an answer with this form (None where the step has none) and outcome code says about a referral."""
