"""An OpenAPI document as what a reader wants to see: each operation, what goes in, what comes out, and the schemas."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """One parameter or property. `kind`: its type in words; `schema`: the schema that it refers to, or ""."""

    name: str
    kind: str
    schema: str
    required: bool
    about: str = ""


@dataclass(frozen=True)
class Operation:
    """One method at one address. `body` and `answers`: schemas' fields named by media or status."""

    method: str
    path: str
    about: str
    parameters: tuple[Field, ...]
    body: Field | None
    answers: tuple[Field, ...]

    @property
    def anchor(self) -> str:
        """Return the operation's place within the page."""
        return f"{self.method}{self.path}".replace("/", "-").replace("{", "").replace("}", "")


def operations(document: Document) -> list[Operation]:
    """Return every operation, in the document's order."""
    return [
        _operation(method, path, told)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    ]


def schemas(document: Document) -> dict[str, list[Field]]:
    """Return the properties of every schema by its name."""
    told: dict[str, Document] = document["components"]["schemas"]
    return {name: list(_properties(schema)) for name, schema in sorted(told.items())}


def _operation(method: str, path: str, told: Document) -> Operation:
    parameters = (
        _field(f"{one['name']} ({one['in']})", one["schema"], one.get("required", False))
        for one in told.get("parameters", ())
    )
    content = told.get("requestBody", {}).get("content", {})
    body = next((_field(media, one["schema"], True) for media, one in content.items()), None)
    about = told.get("description") or told.get("summary", "")
    return Operation(method.upper(), path, about, tuple(parameters), body, tuple(_answers(told["responses"])))


def _answers(responses: Document) -> Iterator[Field]:
    for status, told in responses.items():
        schema: Document = next((one.get("schema", {}) for one in told.get("content", {}).values()), {})
        found = _field(status, schema, True)
        yield Field(status, found.kind, found.schema, True, told.get("description", ""))


def _properties(schema: Document) -> Iterator[Field]:
    if "enum" in schema:
        yield Field("", " | ".join(map(str, schema["enum"])), "", True)
    for name, told in schema.get("properties", {}).items():
        yield _field(name, told, name in schema.get("required", ()))


def _field(name: str, schema: Document, required: bool) -> Field:
    kind, refers = _kind(schema)
    return Field(name, kind, refers, required, schema.get("description", ""))


def _kind(schema: Document) -> tuple[str, str]:
    """Return a schema's type in words, and the name of the first schema that it refers to."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return name, name
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            kinds = [_kind(one) for one in schema[key]]
            return " | ".join(kind for kind, _ in kinds), next((refers for _, refers in kinds if refers), "")
    if schema.get("type") == "array":
        kind, refers = _kind(schema.get("items", {}))
        return f"[{kind}]", refers
    if "const" in schema or "enum" in schema:
        return " | ".join(f'"{one}"' for one in schema.get("enum", [schema.get("const")])), ""
    return f"{schema.get('type', 'any')}{_bounds(schema)}", ""


def _bounds(schema: Document) -> str:
    named = (("minLength", "≥"), ("maxLength", "≤"), ("minimum", "≥"), ("maximum", "≤"), ("pattern", "~"))
    found = [f"{sign} {schema[key]}" for key, sign in named if key in schema]
    return f" ({', '.join(found)})" if found else ""
