"""The console's pages. A new one: a module with a `PAGE`, a template and a file of texts of its name, and its line here."""

from eval.console.page import Page
from eval.console.pages import accounts, audit, dossiers, live, receipts, switches, usage

PAGES: tuple[Page, ...] = (
    live.PAGE,
    receipts.PAGE,
    dossiers.PAGE,
    usage.PAGE,
    switches.PAGE,
    accounts.PAGE,
    audit.PAGE,
)
"""In the order of the navigation, within their groups."""
