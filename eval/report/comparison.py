"""A comparison of two results as one page, or as parts for the staff console."""

from collections.abc import Iterator

from markupsafe import Markup

from eval.comparing import SIGNIFICANT, Comparison, measured
from eval.report.fragments import Fragment, template
from eval.report.page import document


def page(found: Comparison) -> str:
    """Return the page of a comparison."""
    return document(f"{found.first['task']}: {found.first['questions']['file']}, two results compared", parts(found))


def parts(found: Comparison) -> Iterator[Fragment]:
    """Yield the parts of the page, in order."""
    for id_, title in (("compared", "What is compared"), ("differences", "Differences"), ("changes", "By question")):
        html = template(f"{id_}.html").render(
            found=found, title=title, id=id_, rows=list(measured(found)), significant=SIGNIFICANT
        )
        yield Fragment(id_, title, Markup(html.strip()))  # noqa: S704 - our own templates, every value escaped
