"""An office's emblem: kept with its letterhead, refused where it would not print alike on every letter."""

import base64
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from laksana_infra.database import TenantEngine
from laksana_infra.scope import Scope, scoped
from laksana_tenants import queries
from laksana_tenants.errors import Invalid
from laksana_tenants.provision.apply_pack import apply_pack
from laksana_tenants.provision.emblem import read_emblem
from laksana_tenants.provision.plan_pack import plan_pack
from laksana_tenants.provision.yaml_rows import Faults


def svg(inside: str = '<path d="M0 0h8v8z"/>', *, before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">{inside}</svg>'.encode()


def png(width: int = 8, height: int = 8) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGBA", (width, height), "#c00").save(drawn, "PNG")
    return drawn.getvalue()


XML = '<?xml version="1.0" encoding="UTF-8"?>'
INKSCAPE = (
    '<metadata xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:RDF/></metadata>'
    '<defs><linearGradient id="a"/></defs><path d="M0 0h8v8z" style="fill:url(#a)"/><use xmlns:x='
    '"http://www.w3.org/1999/xlink" x:href="#a"/>'
)


PNG_DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 9"><image width="8" height="9"'
    f' href="data:image/png;base64,{base64.b64encode(png(8, 9)).decode()}"/></svg>'
)


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("lambang.svg", svg(), svg().decode()),
        ("lambang.svg", b"\xef\xbb\xbf" + svg(INKSCAPE, before=XML), svg(INKSCAPE, before=XML).decode()),
        ("lambang.png", png(8, 9), PNG_DRAWN),
    ],
)
def test_an_emblem_is_kept_with_the_letterhead_as_a_drawing(
    tmp_path: Path, name: str, content: bytes, kept: str
) -> None:
    (tmp_path / name).write_bytes(content)
    faults = Faults()

    letterhead = read_emblem(tmp_path, faults)

    assert faults.found == []
    assert letterhead == {"emblem": {"svg": kept}}


@pytest.mark.parametrize(
    ("files", "code", "value"),
    [
        ({"lambang.svg": svg(), "lambang.png": png()}, "pack.emblem_twice", "lambang.png"),
        ({"lambang.svg": svg(" " * 200_000)}, "pack.emblem_large", "lambang.svg"),
        ({"lambang.svg": b"<html/>"}, "pack.emblem_broken", "lambang.svg"),
        ({"lambang.svg": svg("<path>")}, "pack.emblem_broken", "lambang.svg"),
        ({"lambang.svg": png()}, "pack.emblem_broken", "lambang.svg"),
        ({"lambang.svg": svg("<script>1</script>")}, "pack.emblem_unwanted", "<script>"),
        ({"lambang.svg": svg("<text>LAHAT</text>")}, "pack.emblem_unwanted", "<text>"),
        ({"lambang.svg": svg('<image href="data:image/png;base64,"/>')}, "pack.emblem_unwanted", "<image>"),
        ({"lambang.svg": svg('<p xmlns="http://www.w3.org/1999/xhtml"/>')}, "pack.emblem_unwanted", "<p>"),
        ({"lambang.svg": svg('<g onload="alert()"/>')}, "pack.emblem_unwanted", "onload=alert()"),
        ({"lambang.svg": svg('<use href="https://x.id/a"/>')}, "pack.emblem_unwanted", "href=https://x.id/a"),
        ({"lambang.svg": svg('<g style="fill:url(b.svg#a)"/>')}, "pack.emblem_unwanted", "style=fill:url(b.svg#a)"),
        ({"lambang.svg": svg("<style>@import 'a';</style>")}, "pack.emblem_unwanted", "@import"),
        ({"lambang.svg": svg(before='<!DOCTYPE svg [<!ENTITY a "b">]>')}, "pack.emblem_unwanted", "<!DOCTYPE"),
        ({"lambang.png": svg()}, "pack.emblem_broken", "lambang.png"),
        ({"lambang.png": png()[:-20]}, "pack.emblem_broken", "lambang.png"),
        ({"lambang.png": png().replace(b"IDAT", b"IDAX")}, "pack.emblem_broken", "lambang.png"),
        ({"lambang.png": png(3001, 4)}, "pack.emblem_unwanted", "3001 x 4 px"),
    ],
)
def test_a_file_that_cannot_serve_is_refused_by_name_and_nothing_is_kept(
    tmp_path: Path, files: Mapping[str, bytes], code: str, value: str
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    faults = Faults()

    kept = read_emblem(tmp_path, faults)

    (fault,) = faults.found
    assert (fault.finding.code, fault.file, fault.value) == (code, next(iter(files)), value)
    assert kept == {}


async def test_a_pack_brings_its_emblem_and_a_bad_one_changes_nothing(lahat_pack: Path, database: TenantEngine) -> None:
    (lahat_pack / "lambang.png").write_bytes(png())
    await apply_pack(lahat_pack)
    again = await apply_pack(lahat_pack)
    (lahat_pack / "lambang.png").write_bytes(b"GIF89a")

    plan = await plan_pack(lahat_pack)
    with pytest.raises(Invalid) as refusal:
        await apply_pack(lahat_pack)

    (fault,) = plan.faults
    assert fault.sentence() == (
        "lambang.png baris 1: lambang.png bukan gambar PNG yang utuh. Simpan ulang lambang sebagai PNG."
    )
    assert refusal.value.findings == (fault.finding,)
    assert again.is_empty
    tenant = await queries.tenant_by_slug("lahat")
    assert tenant is not None
    with scoped(Scope(tenant.id)):
        emblem = (await queries.office_settings()).letterhead.emblem
    assert emblem is not None
    assert emblem.svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><image')
