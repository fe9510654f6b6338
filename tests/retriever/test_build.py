"""Building: the same input builds once, another input anew, and what cannot be built leaves the current release alone.

Everything is built for real in a copy of the program whose knowledge is the small catalogue.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.parts import Part
from knowledge.settings import ROOT, Settings
from retriever import release
from retriever.build import fingerprint
from tests.retriever.samples import ASKED, CARD, CAT, DOG, NOTHING, RENEWAL, cat_guide, hub_model, records

PROGRAM = """
import json, sys
from pathlib import Path
from knowledge.settings import Settings
from retriever import release
from retriever.__main__ import main
from retriever.build import build, make

hub, question = sys.argv[1:]
settings, steps, told = Settings(), [], {}


def kept():
    return release.current(settings.releases).name


def built(name, made):
    found = release.load(made.folder).search(question)
    told[name] = {
        "folder": made.folder.name, "reused": made.reused, "procedures": made.procedures, "phrasings": made.phrasings,
        "left_out": made.left_out, "current": kept(), "first": found.results[0].procedure_code,
        "made": json.loads((made.folder / "release.json").read_text()), "files": sorted(p.name for p in made.folder.iterdir()),
    }


def refused(name, made_from):
    try:
        build(made_from)
    except Exception as error:
        told[name] = {"error": type(error).__name__, "message": str(error), "current": kept()}


built("first", build(settings, steps.append))
built("again", build(settings))
told["steps"] = steps
built("hub", build(Settings(embedding_model=hub)))
built("back", build(settings))
approved = Path("approved.yml")
approved.write_text('"1.000002":\\n  general: [rước cún về nhà]\\n')
built("approved apart", make(settings, approved=approved))
settings.approved_phrasings.parent.mkdir()
approved.rename(settings.approved_phrasings)
built("approved", build(settings))
settings.approved_phrasings.unlink()
built("withdrawn", build(settings))
Path("knowledge/phrasings/vat-nuoi.yml").write_text("[not, a, mapping]")
refused("bad phrasings", settings)
Path("knowledge/phrasings/vat-nuoi.yml").unlink()
Path("knowledge/guides/meo.yml").write_text("procedure_code: 1")
refused("bad guide", settings)
Path("knowledge/guides/meo.yml").unlink()
settings.catalogue_path.unlink()
refused("empty", settings)
told["status of the command"] = main(["build"])
told["left"] = sorted(path.name for path in settings.releases.iterdir() if path.is_dir())
print(json.dumps(told))
"""


def catalogue_at(path: Path) -> Catalogue:
    """Return a catalogue of the small records at `path`."""
    made = Catalogue(path)
    for code, record in records().items():
        made.add(
            [Part(code, "detail", record.as_of, record.model_dump(mode="json", exclude={"procedure_code", "as_of"}))]
        )
    return made


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the program tells of its builds."""
    copy: Path = tmp_path_factory.mktemp("copy")
    for name in ("knowledge", "retriever"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.yml"))
    shutil.copy(ROOT / "knowledge/families/families.yml", copy / "knowledge/families")
    guide = cat_guide().model_dump(mode="json", exclude_defaults=True)
    (copy / "knowledge/guides/meo.yml").write_text(yaml.safe_dump(guide, allow_unicode=True))
    asked = {code: {"general": list(texts)} for code, texts in ASKED.items()} | {"9.999999": {"fee": ["không có"]}}
    (copy / "knowledge/phrasings/vat-nuoi.yml").write_text(yaml.safe_dump(asked, allow_unicode=True))
    (copy / "knowledge/phrasings/nothing.yml").write_text(yaml.safe_dump(list(NOTHING), allow_unicode=True))
    catalogue_at(copy / "var" / "catalogue.sqlite")
    hub = hub_model(copy / "hub")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(hub), ASKED[DOG][0]],
        cwd=copy, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_a_release_holds_what_is_offered_and_what_was_left_out(told: dict[str, Any]) -> None:
    first = told["first"]
    assert first["procedures"] == len({CAT, DOG, CARD, RENEWAL})
    assert (first["phrasings"], first["left_out"]) == (sum(map(len, ASKED.values())), 1)
    assert (first["made"]["procedures"], first["made"]["guides"]) == (4, 1)
    assert {"release.json", "retriever.json", "catalogue.sqlite", "guides.json", "prototypes.npy"} <= set(
        first["files"]
    )


def test_a_built_release_answers(told: dict[str, Any]) -> None:
    assert told["first"]["first"] == DOG


def test_the_configuration_is_kept_beside_the_model(told: dict[str, Any]) -> None:
    assert told["first"]["made"]["training"]["seed"]


def test_progress_is_told(told: dict[str, Any]) -> None:
    assert any("4 procedures" in step for step in told["steps"])


def test_a_first_build_is_not_called_unchanged(told: dict[str, Any]) -> None:
    assert not told["first"]["reused"]


def test_an_unchanged_input_reuses_what_was_built(told: dict[str, Any]) -> None:
    assert told["again"]["reused"]
    assert told["again"]["folder"] == told["first"]["folder"] == told["first"]["current"]
    assert told["again"]["made"] == told["first"]["made"]


def test_a_model_of_the_hub_builds_a_release_of_its_own_that_answers(told: dict[str, Any]) -> None:
    assert told["hub"]["folder"] != told["first"]["folder"]
    assert told["hub"]["current"] == told["hub"]["folder"]
    assert told["hub"]["first"] == DOG


def test_an_earlier_release_becomes_current_again_with_its_input(told: dict[str, Any]) -> None:
    assert told["back"]["current"] == told["back"]["folder"] == told["first"]["folder"]


def test_approved_phrasings_make_a_release_of_their_own_and_it_need_not_be_used(told: dict[str, Any]) -> None:
    apart, first = told["approved apart"], told["first"]
    assert apart["folder"] != first["folder"] == apart["current"]
    assert (apart["made"]["approved"], apart["phrasings"]) == (1, first["phrasings"] + 1)
    assert release.APPROVED in apart["files"]
    assert (first["made"]["approved"], release.APPROVED in first["files"]) == (0, False)


def test_approved_phrasings_that_were_learned_are_in_every_further_build(told: dict[str, Any]) -> None:
    assert told["approved"]["reused"]
    assert told["approved"]["current"] == told["approved apart"]["folder"]
    assert told["withdrawn"]["current"] == told["first"]["folder"]


def test_a_release_knows_the_digests_of_its_files(told: dict[str, Any]) -> None:
    first = told["first"]
    assert {*first["files"]} - {"release.json"} == {name.partition("/")[0] for name in first["made"]["files"]}


@pytest.mark.parametrize(
    ("case", "error", "says"),
    [
        ("bad phrasings", "BadPhrasingError", "vat-nuoi.yml"),
        ("bad guide", "BadGuideError", "meo.yml"),
        ("empty", "EmptyCatalogueError", "no procedure"),
    ],
)
def test_what_cannot_be_built_is_told_and_changes_nothing(
    told: dict[str, Any], case: str, error: str, says: str
) -> None:
    assert told[case]["error"] == error
    assert says in told[case]["message"]
    assert told[case]["current"] == told["first"]["folder"]


def test_a_build_that_fails_leaves_nothing_behind(told: dict[str, Any]) -> None:
    assert told["left"] == sorted({told[name]["folder"] for name in ("first", "hub", "approved")})


def test_the_command_says_by_its_status_that_nothing_was_built(told: dict[str, Any]) -> None:
    assert told["status of the command"] == 2


def test_the_same_input_has_one_fingerprint(tmp_path: Path) -> None:
    one, two = (catalogue_at(tmp_path / name) for name in ("one.sqlite", "two.sqlite"))
    assert fingerprint(one, Settings(var=tmp_path)) == fingerprint(two, Settings(var=tmp_path / "elsewhere"))


def test_another_catalogue_or_model_has_another_fingerprint(tmp_path: Path) -> None:
    settings, catalogue = Settings(var=tmp_path), catalogue_at(tmp_path / "catalogue.sqlite")
    seen = {fingerprint(catalogue, settings), fingerprint(Catalogue(tmp_path / "none"), settings)}
    seen.add(fingerprint(catalogue, Settings(var=tmp_path, embedding_model="somebody/model")))
    record = records()[CAT]
    changed = {**record.model_dump(mode="json", exclude={"procedure_code", "as_of"}), "name": "Khai báo mèo"}
    catalogue.add([Part(CAT, "detail", record.as_of, changed)])
    seen.add(fingerprint(catalogue, settings))
    assert len(seen) == 4
