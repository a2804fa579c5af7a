"""Drafts of a letter: what changed between two in words, and that a paraf never outlives the draft it was given on."""

import asyncio
import base64
import copy
import io
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from tests.support import forms
from tests.support.stations import finding
from tests.support.world import MONDAY, World

from laksana.attachments.store import store
from laksana.cases import inputs
from laksana.correspondence.queries import letter_by_id, parafs_of_letters
from laksana.letters.changes import changes_between
from laksana.letters.draft import FrozenDraft
from laksana.letters.draft_changes import HOUSE_CHANGED, TEMPLATE_CHANGED, Comparison, draft_changes, form_changes
from laksana.letters.draft_letter import draft_letter
from laksana.letters.finalise_letter import finalise_letter
from laksana.letters.kept_drafts import KeptDraft
from laksana.letters.paraf_letter import paraf_letter
from laksana.letters.return_letter import return_letter
from laksana_infra.database import execute, unit_of_work
from laksana_tenants.errors import Conflict, Forbidden, Invalid

LETTER = "surat_pengantar"
BEFORE: dict[str, Any] = {
    "kop": {"pemerintah": "Pemerintah Kabupaten Lahat", "instansi": "Dinas Sosial", "alamat": ["Jalan Mayor Ruslan 1"]},
    "kertas": "F4",
    "nomor": None,
    "isi": {
        "kepala": {
            "hal": "Permohonan bantuan",
            "yth": {"penerima": ["Kepala Sentra Budi Perkasa"], "di": "Palembang"},
        },
        "klien": [["Nama", "SULASTRI"], ["NIK", "1604100507900001"]],
        "paragraf": ["Kami mohon Saudara menerima klien kami untuk mendapat layanan di Sentra."],
        "tembusan": ["Bupati Lahat"],
        "berkas": [{"jenis": "KTP", "banyaknya": "1 lembar", "keterangan": None}],
        "mendesak": False,
        "putaran": 1,
        "alasan": None,
    },
}


REWORDED = (
    'Paragraf 1: kata "klien" diganti "anak"; ditambah kata "segera"; kata "layanan di Sentra." diganti "layanan."'
)


def changed(place: str, value: object) -> dict[str, Any]:
    """The draft with another value there."""
    after = copy.deepcopy(BEFORE)
    inner: Any = after
    *way, last = [int(part) if part.isdigit() else part for part in place.split(".")]
    for part in way:
        inner = inner[part]
    inner[last] = value
    return after


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("isi.kepala.hal", "Permohonan alat", ['Hal: "Permohonan bantuan" menjadi "Permohonan alat"']),
        (
            "isi.paragraf.0",
            "Kami mohon Saudara menerima anak kami untuk segera mendapat layanan.",
            [REWORDED],
        ),
        ("isi.tembusan", ["Bupati Lahat", "Arsip"], ['Tembusan: ditambah "Arsip"']),
        ("isi.tembusan", [], ['Tembusan: dihapus "Bupati Lahat"']),
        ("isi.klien.0.1", "SULASTRI BINTI AMIR", ['Klien, Nama: "SULASTRI" menjadi "SULASTRI BINTI AMIR"']),
        ("isi.klien", [["Nama", "SULASTRI"]], ['Klien: baris "NIK" dihapus, semula "1604100507900001"']),
        ("isi.klien", [*reversed(BEFORE["isi"]["klien"])], ["Klien: urutan baris diubah"]),
        ("isi.berkas.0.banyaknya", "2 lembar", ['Berkas 1, banyaknya: "1 lembar" menjadi "2 lembar"']),
        ("isi.kepala.yth.di", "Bengkulu", ['Tempat tujuan: "Palembang" menjadi "Bengkulu"']),
        ("isi.mendesak", True, ['Mendesak: "tidak" menjadi "ya"']),
        ("isi.putaran", 2, ['Putaran: "1" menjadi "2"']),
        ("isi.alasan", "Pindah", ['Alasan: diisi "Pindah"']),
        ("kop.instansi", "Dinsos P3A", ['Kop surat, instansi: "Dinas Sosial" menjadi "Dinsos P3A"']),
        ("menggantikan", "Surat Nomor 1", ['Surat yang digantikan: diisi "Surat Nomor 1"']),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value and " " not in value else "",
)  # fmt: skip
def test_a_change_of_a_draft_is_said_as_an_office_would_say_it(place: str, value: object, said: list[str]) -> None:
    assert [change.text for change in changes_between(BEFORE, changed(place, value))] == said


def test_another_form_of_a_draft_is_said_even_where_its_words_are_the_same() -> None:
    one = KeptDraft(
        draft=1, draft_sha256="a" * 64, template_sha256="b" * 64, house_sha256="c" * 64, drafted_by=uuid4(),
        drafted_at=MONDAY, frozen=FrozenDraft(template="t.typ", context={}, drafted_on=MONDAY.date(), salt=""),
    )  # fmt: skip
    other = replace(one, draft=2, template_sha256="d" * 64, house_sha256="e" * 64)

    assert form_changes(one, replace(one, draft=2)) == ()
    assert form_changes(one, other) == (TEMPLATE_CHANGED, HOUSE_CHANGED)


WORDS = st.text("abc de", max_size=12)
CONTEXTS = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["hal", "isi", "yth", "kepala", "dasar", "bagian"]), inner, max_size=3)
        | st.lists(st.tuples(WORDS, WORDS).map(list), max_size=3)
    ),
    max_leaves=12,
)  # fmt: skip
DRAFTS = st.dictionaries(st.sampled_from(["isi", "kop", "kertas"]), CONTEXTS, min_size=1)


def leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [leaf for key, one in inner for leaf in leaves(one, (*path, key))]
    return found or [path]


@settings(max_examples=150)
@given(DRAFTS, st.data())
def test_equal_drafts_have_no_change_and_every_leaf_that_differs_is_named(
    before: dict[str, Any], data: st.DataObject
) -> None:
    assert changes_between(before, copy.deepcopy(before)) == ()

    after = copy.deepcopy(before)
    *way, last = data.draw(st.sampled_from(leaves(before)))
    inner: Any = after
    for part in way:
        inner = inner[part]
    inner[last] = "BARU"

    changes = changes_between(before, after)
    assert any('BARU"' in change.text or "BARU: " in change.text or "BARU;" in change.text for change in changes)
    assert all(change.text.split(":")[0].strip() for change in changes)


async def test_whoever_reviews_a_draft_after_its_return_reads_what_changed(world: World) -> None:
    drive = await world.drive_to(LETTER, form=forms.laporan())
    draft = await drive.draft(LETTER)
    kabid, tu = await world.actor("KABID"), await world.actor("TU")
    with world.inside():
        assert await draft_changes(Comparison(letter_id=draft["letter_id"]), by=kabid) == ()
    await drive.do(paraf_letter, inputs.ParafLetter(**draft), "KABID")
    asked = inputs.ReturnLetter(case_id=drive.id, letter_id=draft["letter_id"], reason="Alamat kantor keliru.")
    await drive.do(return_letter, asked, "KADIS")
    await drive.draft(LETTER)
    with world.inside():
        async with unit_of_work():
            await execute(
                "update tenant set letterhead = jsonb_set(letterhead, '{place}', '\"Pagar Alam\"') where id = $1",
                world.lahat.id,
            )
    await drive.draft(LETTER)

    with world.inside():
        same = await draft_changes(Comparison(letter_id=draft["letter_id"], earlier=1, later=2), by=kabid)
        moved = await draft_changes(Comparison(letter_id=draft["letter_id"]), by=kabid)
        over_all = await draft_changes(Comparison(letter_id=draft["letter_id"], earlier=1, later=3), by=kabid)
        with pytest.raises(Forbidden) as forbidden:
            await draft_changes(Comparison(letter_id=draft["letter_id"]), by=tu)
        with pytest.raises(Invalid) as missing:
            await draft_changes(Comparison(letter_id=draft["letter_id"], earlier=1, later=4), by=kabid)

    assert same == ()
    assert [change.text for change in moved] == ['Tempat surat dibuat: "Lahat" menjadi "Pagar Alam"']
    assert over_all == moved
    assert finding(forbidden.value, "reading.letter_not_yours", None).blocks
    assert finding(missing.value, "letter.no_such_draft", "later").parameters["most"] == 3


async def take_emblem(world: World, colour: str) -> None:
    """The office's emblem is a square of this colour from now on."""
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(drawn, "PNG")
    picture = f"data:image/png;base64,{base64.b64encode(drawn.getvalue()).decode()}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image width="4" height="4" href="{picture}"/></svg>'
    with world.inside():
        async with unit_of_work():
            await execute(
                "update tenant set letterhead = jsonb_set(letterhead, '{emblem}', jsonb_build_object('svg', $2::text))"
                " where id = $1",
                world.lahat.id, svg,
            )  # fmt: skip


async def printed_colour(world: World, letter_id: UUID) -> object:
    """The colour of the one picture on the final's first page; its QR is lines."""
    with world.inside():
        key = (await letter_by_id(letter_id)).final_key
        assert key is not None
        (picture,) = PdfReader(io.BytesIO(await store().get(key))).pages[0].images
    assert picture.image is not None
    return picture.image.convert("RGB").getpixel((1, 1))


async def test_a_letter_keeps_the_emblem_it_was_initialled_with_and_a_new_draft_has_the_new_one(world: World) -> None:
    drive = await world.drive_to(LETTER, form=forms.laporan())
    await take_emblem(world, "#0000ff")
    await drive.draft(LETTER)
    await take_emblem(world, "#ff0000")
    draft = await drive.draft(LETTER)
    await drive.do(paraf_letter, inputs.ParafLetter(**draft), "KABID")
    await take_emblem(world, "#00ff00")

    await drive.do(finalise_letter, inputs.FinaliseLetter(**draft), "KADIS")

    assert await printed_colour(world, draft["letter_id"]) == (255, 0, 0)
    kabid = await world.actor("KABID")
    with world.inside():
        (change,) = await draft_changes(Comparison(letter_id=draft["letter_id"], earlier=1, later=2), by=kabid)
    assert change.field == "kop.lambang"
    assert change.text.startswith('Kop surat, lambang: "lambang-')


async def test_a_paraf_that_meets_a_new_draft_never_counts_for_it(world: World) -> None:
    drive = await world.drive_to(LETTER, form=forms.laporan())
    old = await drive.draft(LETTER)
    kabid, analis = await world.actor("KABID"), await world.actor("ANALIS")

    with world.inside():
        paraf, draft = await asyncio.gather(
            paraf_letter(inputs.ParafLetter(**old), by=kabid, key=world.key()),
            draft_letter(inputs.DraftLetter(case_id=drive.id, letter=LETTER), by=analis, key=world.key()),
            return_exceptions=True,
        )
        given = (await parafs_of_letters([old["letter_id"]]))[old["letter_id"]]
        letter = await letter_by_id(old["letter_id"])

    # A paraf given first is void or makes the draft stale; one that comes after the draft is refused.
    counting = [one.draft_sha256 for one in given if one.void_at is None]
    if isinstance(draft, BaseException):
        assert isinstance(draft, Conflict)
        assert counting == [letter.draft_sha256] == [old["draft_sha256"]]
    else:
        assert letter.draft == 2
        assert counting == []
    if isinstance(paraf, BaseException):
        assert isinstance(paraf, Invalid)
        assert finding(paraf, "letter.draft_changed", None).parameters["draft"] == 2
        assert given == ()
