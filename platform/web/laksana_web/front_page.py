"""The page at /: what this is and where to go, in one answer without assets."""

import base64
import hashlib
from typing import Final

from litestar import MediaType, Response, get

_STYLE: Final = (
    "body{font:1.1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#1b1b1b}"
    "h1{font-size:1.6rem}code{background:#f0f0f0;padding:.1em .3em}small{color:#444}"
)
_PAGE: Final = f"""<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Laksana</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>Laksana</h1>
<p>Laksana menjalankan SOP Dinas Sosial yang telah ditandatangani sebagai berkas digital: dari meja penerimaan,
disposisi dan paraf, sampai surat terkirim dan permohonan ditutup.</p>
<p>Layanan ini sedang berjalan. Yang tersedia di sini:</p>
<ul>
<li><code>POST /graphql</code> untuk aplikasi, dengan token pegawai: <code>Authorization: Bearer laks_...</code></li>
<li><a href="/health/ready">/health/ready</a> untuk melihat apakah layanan siap dipakai</li>
</ul>
<p>Pengelola menerbitkan token dengan <code>laksana token issue --tenant KANTOR --person PEGAWAI</code>.</p>
<p lang="en"><small>Laksana runs the signed SOPs of Indonesian social-affairs offices as digital cases. The API is
GraphQL at /graphql; ask the operator for a token.</small></p>
</body>
</html>
"""

STYLE_HASH: Final = "sha256-" + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
"""The page's own style, as the content security policy names it."""


@get("/", media_type=MediaType.HTML, sync_to_thread=False)
def front_page() -> Response[str]:
    """What this is and where to go."""
    return Response(_PAGE, media_type=MediaType.HTML)
