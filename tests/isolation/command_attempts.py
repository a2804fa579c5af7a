"""Every command that works for one office, given another's ids, through the functions that the commands call."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from random import Random
from uuid import UUID

import click
from tests.isolation import attempts
from tests.isolation.attempts import Batch, Tried
from tests.isolation.loot import Loot, Spoils, named
from tests.support.inhabited import Inhabited
from tests.support.world import SOP

from laksana_tenants.errors import DomainError, NotFound
from laksana_web import administration, case_migration, sop_administration
from laksana_web.cli.commands import laksana

Command = Callable[[Spoils, str], Awaitable[object]]


async def _dossier(spoils: Spoils, office: str) -> object:
    return await administration.dossier_of(UUID(spoils["case_id"]), office, "root")


async def _token(spoils: Spoils, office: str) -> object:
    return await administration.new_token(office, spoils["person"])


async def _verified(_: Spoils, office: str) -> object:
    return await administration.verified_offices(office, lambda _: None)


async def _reconciled(_: Spoils, office: str) -> object:
    return await administration.reconciled_offices(office, apply=True)


async def _reads(spoils: Spoils, office: str) -> object:
    case, person = UUID(spoils["case_id"]), UUID(spoils["client_id"])
    return await administration.logged_reads_of(office, person_id=person, case_id=case, most=50)


async def _jobs(_: Spoils, office: str) -> object:
    return await administration.jobs_of_offices(office, troubled=False)


async def _retried(spoils: Spoils, office: str) -> object:
    try:
        await administration.retry_job_of(office, int(spoils["job_id"]))
    except NotFound:
        return "NotFound"  # what it names is the number alone
    return "retried"


async def _releases(_: Spoils, office: str) -> object:
    return await sop_administration.releases_of_offices(None, office)


async def _taken_back(spoils: Spoils, office: str) -> object:
    # The only thing of another's that could be named: an SOP or release is everybody's.
    return await sop_administration.take_back_at(office, SOP, "r1", login=spoils["person"])


async def _moved_back(spoils: Spoils, office: str) -> object:
    return await case_migration.revert_at(office, SOP, UUID(spoils["plan_id"]), "X", "root", lambda _: None)


COMMANDS: Mapping[str, Command] = {
    "case dossier": _dossier,
    "token issue": _token,
    "audit reads": _reads,
    "jobs retry": _retried,
    "jobs list": _jobs,
    "audit verify": _verified,
    "files reconcile": _reconciled,
    "sop releases": _releases,
    "sop take-back": _taken_back,
    "sop migrate": _moved_back,
}
OF_NO_OFFICE: Mapping[str, str] = {
    "up": "starts the installation",
    "serve": "starts the installation's web server",
    "worker": "starts the installation's worker",
    "migrate": "works on the schema under the owner's login",
    "tenant new": "writes a folder and opens no database",
    "tenant plan": "its pack names the office that it is about",
    "tenant apply": "its pack names the office that it is about; a region or slug of another is refused there",
    "tenant list": "the operator's list of all offices",
    "plugins list": "opens no database",
    "sop import": "reads a file and opens no database",
    "sop new": "writes a folder and opens no database",
    "sop quarantine list": "the operator's list of plugins set aside, for all offices",
    "sop quarantine lift": "lets a plugin of the installation run again, for all offices",
    "sop check": "reads a plugin and opens no database",
    "sop sheet": "draws a plugin's sheet and opens no database",
    "sop activate": "is given an office, and names of SOPs, roles and posts, which are looked up there alone",
    "sop diff": "compares two releases of a plugin and opens no database",
    "sop golden": "plays cases in memory, writes them beside a plugin's source and opens no database",
    "sop publish": "writes beside a plugin's source and opens no database",
    "sop run": "plays a case in memory and opens no database",
    "keys rotate": "is given an office alone, and nothing that could be another's",
    "backup": "keeps all offices in one encrypted file, for the operator",
    "restore": "brings all offices back, for the operator",
    "keys backup": "prints a pair of keys and opens no database",
    "demo": "makes an installation of its own",
}
"""Commands that are given no office to keep to, each with the reason."""


class CommandAttempts:
    """The operator's commands for our office, given what is theirs."""

    name = "commands"

    def __init__(self, inhabited: Inhabited, loot: Loot) -> None:
        self._ours = inhabited.ours.slug
        self._loot = loot

    async def batch(self, number: int, random: Random) -> Batch:
        """One command, with values of theirs and with nobody's."""
        # Those without ids work through the whole office; they are asked seldom.
        (name,) = random.choices(list(COMMANDS), [23, 23, 23, 23, 4, 2, 2, 2, 2, 23])
        theirs, nobodys = self._loot.spoils(random)
        to_theirs, to_nobodys = [await self._outcome(name, spoils) for spoils in (theirs, nobodys)]
        shown, fault = self._loot.shown_in(to_theirs), None
        if shown:
            fault = f"{attempts.SHOWN} ({', '.join(shown[:3])})"
        elif to_theirs != to_nobodys:
            fault = f"{attempts.DIFFERENT} ({to_theirs[:200]}, {to_nobodys[:200]})"
        return Batch(tried=(Tried(kind="commands", asked=name, fault=fault),))

    async def _outcome(self, name: str, spoils: Spoils) -> str:
        try:
            said = repr(await COMMANDS[name](spoils, self._ours))
        except DomainError as refusal:
            said = f"{type(refusal).__name__} {refusal.findings}"
        return named(said, spoils)


def commands(group: click.Group = laksana, path: str = "") -> Iterator[str]:
    """Every command of the program by its whole name."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path}{name} ")
        else:
            yield f"{path}{name}"
