"""Whether there is somebody for every role that a procedure names."""

from collections.abc import Iterator

from laksana_kit.check.rule import Remark, Subject
from laksana_sdk.roles import OFFICE_ROLES


def unknown_role(subject: Subject) -> Iterator[Remark]:
    """A role of the office that is not in the catalogue to which offices map their posts."""
    for role in subject.procedure.roles():
        if role not in OFFICE_ROLES:
            yield Remark(what=f"no office has the role {role.code!r} ({role.label})", place=subject.named(role.code))


def role_not_held(subject: Subject) -> Iterator[Remark]:
    """A role that nobody holds in the office for which the plugin is checked."""
    for role in subject.procedure.roles() if subject.held is not None else ():
        if role in OFFICE_ROLES and subject.held is not None and role.code not in subject.held:
            yield Remark(what=f"nobody holds {role.code} ({role.label}) there", place=subject.named(role.code))
