"""SHACL validation of what is dumped, with pyshacl."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyshacl import validate
from rdflib import Graph

from knowledge.open_data.services import Node, context


def violations(nodes: Iterable[Node]) -> list[str]:
    """Return what the nodes break, one text a violation; empty where they conform to `shapes.ttl`."""
    graph = Graph().parse(data=json.dumps({"@context": context(), "@graph": list(nodes)}), format="json-ld")
    conforms, _, text = validate(graph, shacl_graph=_shapes(), advanced=True)
    return [] if conforms else [part.strip() for part in str(text).split("Constraint Violation")[1:]]


@cache
def _shapes() -> Graph:
    return Graph().parse(Path(__file__).with_name("shapes.ttl"), format="turtle")
