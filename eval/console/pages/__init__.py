"""The console's pages. A new one: a module with a `PAGE`, a template and a file of texts of its name, and its line here."""

from eval.console.page import Page
from eval.console.pages import (
    accounts,
    audit,
    coverage,
    dossiers,
    inbox,
    judgements,
    live,
    proposals,
    receipts,
    runs,
    switches,
    trying,
    usage,
)

PAGES: tuple[Page, ...] = (
    live.PAGE,
    receipts.PAGE,
    dossiers.PAGE,
    usage.PAGE,
    inbox.PAGE,
    coverage.PAGE,
    trying.PAGE,
    judgements.PAGE,
    proposals.PAGE,
    runs.PAGE,
    switches.PAGE,
    accounts.PAGE,
    audit.PAGE,
)
"""In the order of the navigation, within their groups."""
