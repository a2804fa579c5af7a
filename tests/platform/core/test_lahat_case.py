"""Lahat's case goes from the counter to its end, by the people in their posts."""

from collections import Counter

from tests.support.world import World

from laksana.cases.queries import case_by_id, tasks_of_cases, timelines_of_cases
from laksana.correspondence.queries import letters_of_cases, parafs_of_letters
from laksana_sdk.states import Status


async def test_a_case_with_a_return_and_a_revision_is_completed(world: World) -> None:
    drive = await world.drive_to("selesai", detours=True)

    with world.inside():
        case = await case_by_id(drive.id)
        timeline = (await timelines_of_cases([drive.id]))[drive.id]
        tasks = (await tasks_of_cases([drive.id]))[drive.id]
    assert (case.status, case.outcome, case.round) == (Status.COMPLETED, "BANTUAN_DIBERIKAN", 1)
    assert (case.kecamatan, case.sex, case.birth_year) == ("16.04.10", "P", 1960)
    assert (case.ppks_category, case.spm_code, case.guardian_consent) == ("PENYANDANG_DISABILITAS", "K1", "GIVEN")
    assert tasks == ()
    assert [entry.seq for entry in timeline] == list(range(1, len(timeline) + 1))
    kinds = Counter(entry.kind for entry in timeline)
    assert {kind: count for kind, count in kinds.items() if kind not in {"STEP_ENTERED", "CORE_RECORDED"}} == {
        "CASE_OPENED": 1,
        "CASE_RECEIVED": 1,
        "PAPERS_CHECKED": 2,
        "CASE_RETURNED": 1,
        "CASE_RESUBMITTED": 1,
        "STEP_PERFORMED": 7,
        "DISPOSISI_GIVEN": 1,
        "DISPOSISI_ANSWERED": 1,
        "LETTER_REQUESTED": 7,
        "LETTER_ISSUED": 7,
        "LETTER_DRAFTED": 3,
        "LETTER_PARAFED": 3,
        "LETTER_RETURNED": 1,
        "LETTER_FINALISED": 2,
        "LETTER_SIGNED": 2,
        "LETTER_DISPATCHED": 1,
        "OUTSIDE_ANSWERED": 2,
        "CASE_ENDED": 1,
    }


async def test_its_letters_stand_in_the_registers_in_their_order(world: World) -> None:
    drive = await world.drive_to("selesai", detours=True)

    with world.inside():
        letters = (await letters_of_cases([drive.id]))[drive.id]
        parafs = (await parafs_of_letters([drive.letters["surat_pengantar"]]))[drive.letters["surat_pengantar"]]
    assert [(letter.kind, letter.stage, letter.number) for letter in letters] == [
        ("catatan_laporan", "ISSUED", None),
        ("tanda_terima_awal", "ISSUED", "TT/1/DINSOS/XI/2026"),
        ("kekurangan_berkas", "ISSUED", "400.9/1/DINSOS/2026"),
        ("lembar_disposisi", "ISSUED", None),
        ("catatan_edukasi", "ISSUED", None),
        ("tanda_terima", "ISSUED", "TT/2/DINSOS/XI/2026"),
        ("surat_pengantar", "DISPATCHED", "400.9/2/DINSOS/2026"),
        ("surat_tugas", "SIGNED", "100.3.5/1/DINSOS/2026"),
        ("formulir_asesmen", "ISSUED", None),
    ]
    assert all(letter.final_key and letter.final_sha256 for letter in letters)
    assert [paraf.void_at is None for paraf in parafs] == [False, True]
