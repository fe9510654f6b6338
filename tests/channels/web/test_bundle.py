"""Modules joined into one file behave as they do apart; what cannot be joined is refused."""

import json
import subprocess
from pathlib import Path

import pytest

from channels.web.bundle import BadModuleError, bundled
from channels.web.pages import ENTRY, STATIC, page_script

MAIN = """import { area as surface, Shape } from "./deep/shape.js";
import * as names from "./names.js";
import {
  twice,
} from "./deep/shape.js";

const card = "mine";
globalThis.told = [surface(new Shape(3)), names.first, twice(card), names.where];
"""
SHAPE = """import { first } from "../names.js";

const card = first;
export class Shape { constructor(side) { this.side = side; } }
export function area({ side }) { return side * side; }
export async function later() {}
export const twice = (text) => `${card} ${text}`;
"""
NAMES = 'export const first = "first";\nexport const where = new URL("icons.svg", import.meta.url).pathname;\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "main.js").write_text(MAIN)
    (tmp_path / "deep/shape.js").write_text(SHAPE)
    (tmp_path / "names.js").write_text(NAMES)
    return tmp_path


def test_the_joined_file_does_what_the_modules_do(folder: Path) -> None:
    joined = bundled(folder, "main.js")
    assert "\nimport " not in f"\n{joined}"
    told = ran(folder, joined)
    assert told[:3] == [9, "first", "first mine"]
    assert told[3].endswith("/icons.svg")


def ran(folder: Path, code: str) -> list[object]:
    """Run a module in a process of its own; return what it told."""
    path = folder / "joined.mjs"
    path.write_text(f"{code}\nconsole.log(JSON.stringify(globalThis.told));\n")
    try:
        output = subprocess.run(["node", path], capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        pytest.skip("node is not installed")
    told: list[object] = json.loads(output)
    return told


def test_a_module_stands_once_and_before_those_that_need_it(folder: Path) -> None:
    joined = bundled(folder, "main.js")
    assert joined.count("class Shape") == 1
    assert joined.index('first = "first"') < joined.index("class Shape") < joined.index("surface(")


def test_modules_that_need_each_other_are_refused(folder: Path) -> None:
    (folder / "names.js").write_text('import { area } from "./deep/shape.js";\nexport const first = area;\n')
    with pytest.raises(BadModuleError, match=r"deep/shape.js -> names.js -> deep/shape.js"):
        bundled(folder, "main.js")


@pytest.mark.parametrize(
    "line",
    ["export default 1;", 'import x from "./names.js";', 'import "./names.js";', "export { x };", "export let x;"],
)
def test_other_forms_are_refused_by_file_and_line(folder: Path, line: str) -> None:
    (folder / "main.js").write_text(f"{line}\n")
    with pytest.raises(BadModuleError) as refused:
        bundled(folder, "main.js")
    assert str(refused.value) == f"main.js: {line}"


def test_a_missing_module_is_an_error(folder: Path) -> None:
    (folder / "main.js").write_text('import { x } from "./nowhere.js";\n')
    with pytest.raises(FileNotFoundError):
        bundled(folder, "main.js")


def test_the_page_needs_every_module_that_is_there() -> None:
    script = page_script()
    unused = [
        path.relative_to(STATIC).as_posix()
        for path in STATIC.rglob("*.js")
        if path.read_text(encoding="utf-8").split("*/")[0] not in script
    ]
    assert unused == []
    assert (STATIC / ENTRY).is_file()
