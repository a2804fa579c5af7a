"""A backup's file is believed whole or not at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laksana.backup.check_backup import check_backup
from laksana.backup.contents import FORMAT, OBJECTS, Manifest, Tally, coded, manifest_entry
from laksana_infra.backup.archive import Entry, writing
from laksana_infra.backup.encrypted import encrypted_to, new_key_pair
from laksana_infra.backup.errors import BackupDamagedError
from laksana_infra.clock import now
from laksana_infra.crypto import MasterKey

MASTER = MasterKey(bytes(range(32)))
RECIPIENT, IDENTITY = new_key_pair()
CONTENT = bytes(range(256)) * 600
"""More than two of age's pieces of 64 KiB."""


def write(path: Path, *, dropped: int | None = None, manifest: bool = True) -> Manifest:
    """A backup of three objects, without the one of this number though its manifest counts it."""
    tally = Tally()
    with path.open("wb") as target, encrypted_to(RECIPIENT, target) as plain, writing(plain) as archive:
        for number in range(3):
            entry = Entry(name=f"{OBJECTS}tenants/x/{number}", content=CONTENT, notes={"type": "text/plain"})
            tally.add(entry)
            if number != dropped:
                archive.add(entry)
        made = Manifest(
            format=FORMAT, release="0", taken_at=now(), migrations={}, sequences={}, rows={}, sums=tally.sums(),
            roots={}, unkept_roots=(),
        )  # fmt: skip
        if manifest:
            archive.add(manifest_entry(coded(made, MASTER)))
    return made


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backup") / "whole.tar.age"
    write(path)
    return path


def test_a_whole_backup_says_what_it_holds_and_shows_each_entry(backup: Path) -> None:
    seen: list[Entry] = []

    manifest = check_backup(backup, identity=IDENTITY, master=MASTER, seen=seen.append)

    assert (manifest.sums[OBJECTS].entries, manifest.sums[OBJECTS].bytes) == (3, 3 * len(CONTENT))
    assert [entry.content == CONTENT for entry in seen] == [True, True, True]
    assert CONTENT[:64] not in backup.read_bytes()


@settings(max_examples=12)
@given(st.data())
def test_a_backup_of_which_any_byte_was_changed_or_the_end_cut_is_refused(backup: Path, data: st.DataObject) -> None:
    whole = backup.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = backup.with_name("damaged.tar.age")
    is_cut = data.draw(st.booleans())
    damaged.write_bytes(whole[:place] if is_cut else whole[:place] + bytes((whole[place] ^ 1,)) + whole[place + 1 :])

    with pytest.raises(BackupDamagedError):
        check_backup(damaged, identity=IDENTITY, master=MASTER)


def test_another_identity_and_another_master_key_are_named_with_the_remedy(backup: Path) -> None:
    with pytest.raises(BackupDamagedError, match="another key than LAKSANA_BACKUP_IDENTITY; set the identity"):
        check_backup(backup, identity=new_key_pair()[1], master=MASTER)
    with pytest.raises(BackupDamagedError, match=r"another master key than .* set LAKSANA_MASTER_KEY"):
        check_backup(backup, identity=IDENTITY, master=MasterKey.new())


@pytest.mark.parametrize(
    ("fault", "said"),
    [({"dropped": 1}, "other contents than its manifest"), ({"manifest": False}, "holds no manifest")],
)
def test_what_was_encrypted_by_somebody_else_is_no_backup(tmp_path: Path, fault: dict[str, int], said: str) -> None:
    path = tmp_path / "foreign.tar.age"
    write(path, **fault)  # type: ignore[arg-type]

    with pytest.raises(BackupDamagedError, match=said):
        check_backup(path, identity=IDENTITY, master=MASTER)
