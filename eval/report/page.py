"""A report as one page that needs nothing else: styles and plots stand in it, and it runs no script."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from eval.report.fragments import STYLE, Fragment, fragments, template


def page(result: Mapping[str, Any]) -> str:
    """Return the page of one result, as `python -m eval TASK` writes it."""
    return document(f"{result['task']}: {result['questions']['file']}", fragments(result))


def document(title: str, parts: Iterable[Fragment]) -> str:
    """Return a page of `parts`."""
    return str(template("page.html").render(title=title, parts=list(parts), style=_style()))


def policy() -> str:
    """Return the Content-Security-Policy that a server may send with such a page: its own style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'"


def _style() -> Markup:
    return Markup(STYLE.read_text("utf-8"))  # noqa: S704 - our own style sheet
