"""One page as an answer: a template in the house's layout, its style named by the content security policy."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import MediaType, Response
from markupsafe import Markup

from laksana_sdk.dates import indonesian_date

# Everything is escaped, and a name that a page was not given is a bug, not a blank.
_environment = Environment(
    loader=PackageLoader("laksana_web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_STYLE: Final = _environment.get_template("laksana.css").render()
_environment.globals["style"] = Markup(_STYLE)  # noqa: S704 - our own file
_environment.filters["indonesian_date"] = indonesian_date


def policy(*, form_action: str) -> str:
    """The content security policy of a page with the house's style alone, whose forms go to this source."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action {form_action}; "
        "frame-ancestors 'none'"
    )


POLICY: Final = policy(form_action="'none'")
"""What an answer may load and send when its page says nothing else: its own style, and nothing."""

_WITH_FORM: Final = {"Content-Security-Policy": policy(form_action="'self'")}


def page(
    template: str, context: Mapping[str, Any] | None = None, *, status: int = 200, has_form: bool = False
) -> Response[str]:
    """The filled `templates/<template>` as an HTML answer; only a page that has a form may send one, to us alone."""
    filled = _environment.get_template(template).render(context or {})
    return Response(filled, status_code=status, media_type=MediaType.HTML, headers=_WITH_FORM if has_form else None)
