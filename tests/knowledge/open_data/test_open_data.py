"""The catalogue as others read it: CPSV-AP terms, validated with SHACL, dumped whole or not at all."""

import gzip
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF

from knowledge.__main__ import main
from knowledge.open_data.dumping import dump
from knowledge.open_data.services import node, public_service
from knowledge.open_data.validating import violations
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.models import Procedure
from knowledge.settings import settings
from tests.catalogue import IMPORTED, need

CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
SAMPLE = 10
"""Every tenth record of the national catalogue is validated here, all of them by `make prove`."""


def procedure(**changes: Any) -> Procedure:
    made = {
        "procedure_code": "1.000001",
        "name": "Thủ tục thử",
        "level": "commune",
        "scope": "STANDARD",
        "field": "Hộ tịch",
        "handled_by": ["Ủy ban nhân dân cấp xã"],
        "methods": [
            {"method": "direct", "time": {"quantity": 3, "unit": "working_day"}, "fees": [{"amount": 20000}, {}]},
            {"method": "online", "time": {"quantity": 8, "unit": "hour"}},
        ],
        "component_groups": [
            {
                "components": [
                    {"component_code": "G01", "line": "aaaaaaaaaa", "text": "Tờ khai", "originals": 1},
                    {"component_code": "n", "line": "bbbbbbbbbb", "text": "Lưu ý", "is_note": True},
                ]
            }
        ],
        "legal_bases": [{"number": "60/2014/QH13", "title": "Luật Hộ tịch"}] * 2,
        "results": ["Giấy thử"],
        "as_of": "2026-07-18",
    }
    return Procedure.model_validate({**made, **changes})


def graph(item: Procedure) -> Graph:
    return Graph().parse(data=json.dumps(public_service(item)), format="json-ld")


def test_a_procedure_is_a_public_service_with_its_code_and_vietnamese_name() -> None:
    found = graph(procedure())
    service = URIRef("urn:motcua:procedure:1.000001")
    assert (service, RDF.type, CPSV.PublicService) in found
    assert (service, DCTERMS.identifier, Literal("1.000001")) in found
    assert (service, DCTERMS.title, Literal("Thủ tục thử", lang="vi")) in found


def test_papers_are_evidence_types_and_notes_are_none() -> None:
    found = graph(procedure())
    titles = [str(found.value(paper, DCTERMS.title)) for paper in found.subjects(RDF.type, CV.EvidenceType)]
    assert titles == ["Tờ khai"]


def test_hours_are_a_duration_and_working_days_are_words() -> None:
    found = graph(procedure())
    assert [str(value) for value in found.objects(None, CV.processingTime)] == ["PT8H"]
    assert "3 working_day" in [str(value) for value in found.objects(None, DCTERMS.description)]


def test_an_unknown_fee_is_marked_and_never_zero() -> None:
    found = graph(procedure())
    assert [str(value) for value in found.objects(None, CV.value)] == ["20000"]
    assert len(list(found.triples((None, URIRef("urn:motcua:unknown"), None)))) == 1


def test_a_law_that_stands_twice_is_told_once() -> None:
    assert len(node(procedure())["hasLegalResource"]) == 1


def test_an_unknown_level_is_left_out() -> None:
    assert "level" not in node(procedure(level="unknown"))


def test_a_procedure_conforms() -> None:
    assert violations([node(procedure())]) == []


@pytest.mark.parametrize(
    "spoiled",
    [
        {"identifier": "1"},
        {"title": ""},
        {"level": "district"},
        {"modified": "yesterday"},
        {"hasChannel": [{"type": "Channel", "channelType": "pigeon"}]},
        {"hasChannel": [{"type": "Channel", "channelType": "direct", "hasCost": [{"type": "Cost"}]}]},
    ],
)
def test_what_breaks_a_shape_is_told(spoiled: dict[str, Any]) -> None:
    assert violations([{**node(procedure()), **spoiled}])


def test_a_dump_holds_the_context_and_one_procedure_a_line(tmp_path: Path) -> None:
    file = tmp_path / "dump.jsonl.gz"
    made = dump([procedure(), procedure(procedure_code="1.000002")], file, validate=True)
    assert (made.procedures, made.violations) == (2, ())
    first, *rest = gzip.decompress(file.read_bytes()).decode().splitlines()
    assert "@context" in json.loads(first)
    assert [json.loads(line)["identifier"] for line in rest] == ["1.000001", "1.000002"]
    assert list(tmp_path.iterdir()) == [file]


def test_a_dump_that_breaks_off_leaves_the_older_one(tmp_path: Path) -> None:
    file = tmp_path / "dump.jsonl.gz"
    dump([procedure()], file)
    before = file.read_bytes()

    def broken() -> Any:
        yield procedure()
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError):
        dump(broken(), file)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_violations_of_every_batch_are_told(tmp_path: Path) -> None:
    spoiled = [procedure(procedure_code=str(number)) for number in range(150)]
    assert len(dump(spoiled, tmp_path / "dump.jsonl.gz", validate=True).violations) == 150


def test_a_tenth_of_the_national_catalogue_conforms() -> None:
    need(IMPORTED)
    records = itertools.islice(Catalogue(IMPORTED).offered(), 0, None, SAMPLE)
    assert violations(map(node, records)) == []


def test_the_command_needs_a_catalogue_and_a_place_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path))
    settings.cache_clear()
    assert main(["open-data", str(tmp_path / "x.gz")]) == 2
    assert "no catalogue is imported" in capsys.readouterr().err
    settings.cache_clear()


def test_the_command_dumps_and_says_how_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    need(IMPORTED)
    monkeypatch.setenv("MOTCUA_VAR", str(IMPORTED.parent))
    settings.cache_clear()
    assert main(["open-data", str(tmp_path / "nowhere" / "x.gz")]) == 2
    assert main(["open-data", str(tmp_path / "x.gz")]) == 0
    assert f"{Catalogue(IMPORTED).offered_count()} procedures" in capsys.readouterr().out
    settings.cache_clear()
