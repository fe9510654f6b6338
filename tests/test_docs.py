"""The documentation tells the truth about what is here: links, settings, commands, and the worked example."""

import argparse
import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest

from knowledge.guides.checklist import decide
from knowledge.guides.loading import read
from knowledge.guides.models import Guide
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.lines import official_lines
from knowledge.settings import ROOT, Settings
from tests.catalogue import IMPORTED, need

ENTRY = [ROOT / name for name in ("README.md", "CHANGELOG.md", "THIRD-PARTY.md")]
PAGES = [*ENTRY, *sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("eval/**/README.md"))]
COMMAND_LINES = ("bot", "knowledge", "retriever", "channels", "eval")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
EXAMPLE = re.compile(r"<!-- worked example[^>]*-->\s*```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def links(page: Path) -> Iterator[str]:
    """Yield the targets of relative links outside code blocks."""
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if not re.match(r"[a-z]+:", target):
            yield unquote(target)


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings as the forge makes them: lower case, hyphens, no punctuation."""
    titles = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def documented() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def subcommands(package: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return every command of a package's command line, nested ones with their parent: "dossiers import"."""
    made: list[argparse.ArgumentParser] = []

    def stop(self: argparse.ArgumentParser, *_: object, **__: object) -> argparse.Namespace:
        made.append(self)
        raise SystemExit(0)

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(argparse.ArgumentParser, "parse_args", stop)
        import_module(f"{package}.__main__").main([])
    return set(_commands(made[0]))


def _commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                deeper = list(_commands(inner, f"{before}{name} "))
                yield from deeper or [f"{before}{name}"]


@pytest.fixture
def example(tmp_path: Path) -> Guide:
    """The worked example of docs/guides.md, read as a guide."""
    found = EXAMPLE.search((ROOT / "docs/guides.md").read_text(encoding="utf-8"))
    assert found, "docs/guides.md has no worked example"
    path = tmp_path / "example.yml"
    path.write_text(found[1], encoding="utf-8")
    return read(path)


@each_page
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    missing = []
    for target in links(page):
        path, _, anchor = target.partition("#")
        to = (page.parent / path).resolve() if path else page
        if not to.exists() or (anchor and to.suffix == ".md" and anchor not in anchors(to)):
            missing.append(target)
    assert missing == []


def test_every_page_is_reached_from_the_index() -> None:
    index = ROOT / "docs/README.md"
    reached = {(index.parent / target.partition("#")[0]).resolve() for target in links(index)}
    assert [page for page in (ROOT / "docs").glob("**/*.md") if page != index and page not in reached | results()] == []


def results() -> set[Path]:
    """Return the measured results, which are reports rather than documentation."""
    return set((ROOT / "docs/results").glob("**/*"))


@each_page
def test_every_setting_that_is_named_exists(page: Path) -> None:
    known = {f"MOTCUA_{name.upper()}" for name in Settings.model_fields}
    named = set(re.findall(r"MOTCUA_[A-Z_]+[A-Z]", page.read_text(encoding="utf-8")))
    assert named <= known


@each_page
def test_every_module_that_is_run_exists(page: Path) -> None:
    run = set(re.findall(r"python3? -m ([a-z_.]+[a-z_])", page.read_text(encoding="utf-8")))
    ours = {module for module in run if module.split(".")[0] in (*COMMAND_LINES, "tests")}
    assert [module for module in sorted(ours) if not (_is_module(module) or find_spec(f"{module}.__main__"))] == []


def _is_module(name: str) -> bool:
    return "." in name and find_spec(name) is not None


@each_page
def test_every_make_task_that_is_named_exists(page: Path) -> None:
    tasks = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = re.findall(r"`(?:MOTCUA_\w+=\S+ )?make ([a-z-]+)`", page.read_text(encoding="utf-8"))
    assert set(named) <= tasks


@pytest.mark.parametrize("package", COMMAND_LINES)
def test_every_command_is_documented(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = subcommands(package, monkeypatch)
    told = documented()
    assert commands
    assert [name for name in sorted(commands) if f"python -m {package} {name}" not in told] == []


def test_no_page_names_a_path_of_one_machine() -> None:
    named = re.findall(r"(?<![\w.])/(?:home|root|tmp|work|Users|mnt)/\S*", documented())
    assert named == []


def test_the_worked_example_asks_one_question_and_then_is_decided(example: Guide) -> None:
    asked = decide(example, {})
    assert [paper.id for paper in asked.needed] == ["identity_paper", "text_to_sign"]
    assert [paper.id for paper in asked.undecided] == ["translation"]
    assert asked.next_fact is example.fact("language")
    foreign, vietnamese = decide(example, {"language": "foreign"}), decide(example, {"language": "vietnamese"})
    assert foreign.complete
    assert [paper.id for paper in foreign.needed] == ["identity_paper", "text_to_sign", "translation"]
    assert [paper.id for paper in vietnamese.not_needed] == ["translation"]


@pytest.mark.catalogue
def test_every_source_of_the_worked_example_exists_in_the_catalogue(example: Guide) -> None:
    need(IMPORTED)
    record = Catalogue(IMPORTED).get(example.procedure_code)
    lines = {f"{example.procedure_code}#{line}" for _, line, _ in official_lines(record)}
    assert set(re.findall(r"[\d.]+#[^\"]+", example.model_dump_json())) <= lines
    assert example.official_name == record.name
    assert example.decision_number == record.decision_number
