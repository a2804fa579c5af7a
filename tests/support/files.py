"""Files as people upload them, good and bad, and the browser's PUT."""

import asyncio
import base64
import io
import struct
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import ExifTags, Image

from laksana.inspection.examine import examine


def jpeg(width: int = 400, height: int = 300) -> bytes:
    """A small photo."""
    return _saved(Image.effect_noise((width, height), 60).convert("RGB"), "JPEG")


def png(width: int = 40, height: int = 30) -> bytes:
    """A small drawing."""
    return _saved(Image.new("RGB", (width, height), (20, 90, 160)), "PNG")


def picture() -> bytes:
    """The smallest PNG that passes for a paper's picture."""
    return _saved(Image.new("L", (8, 8), 255), "PNG")


def flat_png(side: int) -> bytes:
    """A drawing of one colour, small as a file whatever its size."""
    return _saved(Image.new("RGB", (side, side)), "PNG")


def phone_jpeg() -> bytes:
    """A photo as many phones write it: two pictures in one JPEG (MPO)."""
    content = io.BytesIO()
    first, second = Image.new("RGB", (64, 48)), Image.new("RGB", (32, 24))
    first.save(content, "MPO", save_all=True, append_images=[second])
    return content.getvalue()


def tagged_jpeg(orientation: int = 6) -> bytes:
    """A photo of 40 x 20 pixels on its side, left half red, that says where, when and with what it was taken."""
    photo = Image.new("RGB", (40, 20), "blue")
    photo.paste("red", (0, 0, 20, 20))
    said = Image.Exif()
    said[ExifTags.Base.Orientation] = orientation
    said[ExifTags.Base.Make] = "Kamera Warga"
    said[ExifTags.Base.DateTime] = "2026:11:16 08:00:00"
    said.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (2.0, 12.0, 30.0)
    content = io.BytesIO()
    photo.save(content, "JPEG", exif=said, comment=b"Rumah Bu Siti", icc_profile=b"profil kamera", quality=95)
    return content.getvalue()


def heic() -> bytes:
    """A photo of 64 x 48 red pixels as telephones write it, with camera and place."""
    return base64.b85decode(_HEIC)


def pdf() -> bytes:
    """A scan as PDF."""
    return _saved(Image.new("RGB", (40, 30)), "PDF")


def pdf_of(pages: int = 1, /, *, password: str = "", page: Mapping[str, object] | None = None, **root: object) -> bytes:
    """A PDF with these entries in its catalogue, and these on its first page."""
    content = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        for name, value in root.items():
            made.Root[f"/{name}"] = value
        for name, value in (page or {}).items():
            made.pages[0].obj[f"/{name}"] = value
        made.save(content, encryption=pikepdf.Encryption(user=password, owner="kantor") if password else None)
    return content.getvalue()


def padded_pdf(length: int) -> bytes:
    """A scan as PDF of at least so many bytes."""
    return pdf_of(page={"PieceInfo": pikepdf.String(b"x" * length)})


def encrypted_pdf() -> bytes:
    """A PDF that opens with a password."""
    return pdf_of(password="rahasia")


def script(kind: str = "JavaScript") -> Dictionary:
    """What a PDF holds to act by itself."""
    return Dictionary(S=Name(f"/{kind}"), JS="app.alert(1)") if kind == "JavaScript" else Dictionary(S=Name(f"/{kind}"))


def attached() -> Dictionary:
    """The catalogue's entry of a PDF that carries a file."""
    return Dictionary(EmbeddedFiles=Dictionary(Names=Array(["gaji.xls", Dictionary(Type=Name.Filespec)])))


def archive() -> bytes:
    """A ZIP with a program in it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Program.class", b"\xca\xfe\xba\xbe" * 100)
    return content.getvalue()


def zip_bomb() -> bytes:
    """A ZIP of 100 kB that unpacks to 100 MB."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a", bytes(100_000_000))
    return content.getvalue()


def pixel_bomb(side: int = 12_000) -> bytes:
    """A PNG of some kilobytes that decodes to `side` times `side` pixels."""
    row = b"\0" + b"\0" * (side // 8 + 1)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, content)
        for kind, content in ((b"IHDR", header), (b"IDAT", zlib.compress(row * 64)), (b"IEND", b""))
    )


EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 400
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00"
_HEIC = (
    "0000SW^{RQXk}?*00000ZE0pPXk}?*ZE0a<0005LZDn*}000000000XXk=`10000000000aA{+700000000000000000000G-"
    "+&aV*mgE07O6l0ssL300001;s5~v00000000^Q0ssI200H~}0RR9100000dH?_bIB98aW&i*H00062000$fZf0cy000000RRAKc4ILB0000LX>"
    "Mj^0ssI300IC2MR;ju000004sdC7Z2$lO00031008}IaB^?}007--aAR)(004Gqc4I>U18@KU0FVFx0000U@BsY%`1k+-"
    "4+CHT0RR|40Sp2E{{wIU00RJ!0009300RIXx&lC90096hLID8-"
    "Z~y=U0FVFx0{{R603M(qfd!W8<fgf}2xu@M00096AOHXZ03l)k0RRR>0l{;?i2wiq6Ju{|a&BX6cmM$a4FCp!0000KX>)L8000000000$0000$"
    "0000eV{Bn?0000$000010000m000010000000002|NsB+000020000GaA|mH000000|*ER0000OX>e^}0000000001009Mo0s{qv0000QX>w&|"
    "000000000EV`Ot<00IC3009610Gw@PVRQfh02U|#uNi>vNu|I4-"
    "{T+k_OJM+wWdC900006MR;ju002!*04e|g00;mB0S^EI000070000o0TKWM0000100961h$R37000010000w00000LvL<$Z)gAj00IC300IC20"
    "0L700000200jU500RI309XJ30000000IC20096101N;C0096103HAU009"
)
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"


EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""What every virus scanner recognises and nothing suffers from."""


def served(content: bytes, declared: str = "image/png") -> bytes:
    """What an inspection makes of a good image."""
    inspected = examine(content, declared)
    assert inspected.content is not None
    return inspected.content


async def put(url: str | None, content: bytes, headers: Mapping[str, str]) -> int:
    """The status with which S3 answers to the browser's PUT."""
    assert url is not None
    return await asyncio.to_thread(_request, "PUT", url, content, headers)


async def get(url: str) -> tuple[bytes, Mapping[str, str]]:
    """What the browser gets from a download URL."""
    return await asyncio.to_thread(_get, url)


def _get(url: str) -> tuple[bytes, Mapping[str, str]]:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310
        return answer.read(), {name.lower(): value for name, value in answer.headers.items()}


def _request(method: str, url: str, content: bytes, headers: Mapping[str, str]) -> int:
    request = urllib.request.Request(url, data=content, method=method, headers=dict(headers))  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def _saved(image: Image.Image, kind: str) -> bytes:
    content = io.BytesIO()
    image.save(content, kind)
    return content.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
