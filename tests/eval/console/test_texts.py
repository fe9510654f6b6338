"""What staff read: every key that code and templates name is there, and nothing is there for nobody."""

import re
from pathlib import Path

import pytest

from eval.console import texts
from eval.console.page import Page
from eval.console.pages import PAGES
from eval.console.rendering import GROUPS
from eval.console.roles import Role
from eval.console.texts import known, t

CONSOLE = Path(texts.__file__).parent
NAMED = re.compile(r"""["']([a-z_]+\.[a-z_0-9.]+)["']""")
SOURCES = [*CONSOLE.rglob("*.py"), *CONSOLE.rglob("*.html")]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_text_that_is_named_is_there(source: Path) -> None:
    pages = {key.partition(".")[0] for key in texts.texts()}
    named = {key for key in NAMED.findall(source.read_text(encoding="utf-8")) if key.partition(".")[0] in pages}
    as_deed = {key for key in named if known(f"deeds.{key}")}
    files = {key for key in named if key.endswith((".html", ".js", ".css"))}
    # What a template completes, such as "live.state_" ~ state, is there for at least one.
    begun = {key for key in named if key.endswith(("_", ".")) and any(text.startswith(key) for text in texts.texts())}
    assert {key for key in named - as_deed - files - begun if not known(key)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_has_a_title_and_says_what_it_is_for(page: Page) -> None:
    assert t(f"{page.name}.title")
    assert t(f"{page.name}.about")


def test_every_group_and_role_has_its_word() -> None:
    for key in (*(f"frame.group_{group}" for group in GROUPS), *(f"roles.{role}" for role in Role)):
        assert t(key)


def test_names_are_filled_in_and_missing_ones_are_found_at_once() -> None:
    assert t("live.one", number=12).endswith("12")
    with pytest.raises(KeyError):
        t("live.one")
    with pytest.raises(KeyError):
        t("live.nothing_of_that_name")
