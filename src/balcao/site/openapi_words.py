"""What every field of the API's document means: openapi.toml put beside each field, parameter and part of a form."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

_WORDS: dict[str, dict[str, list[Any]]] = tomllib.loads((files("balcao.site") / "openapi.toml").read_text("utf-8"))


def describe(document: dict[str, Any]) -> None:
    """Give each field its meaning and, unless it is made of others that have one, an example. Raises KeyError for one that openapi.toml does not have."""
    for schema, name, shape in fields_of(document):
        about, *examples = _WORDS.get(schema, {}).get(name) or _WORDS["fields"][name]
        shape.setdefault("description", about)
        if examples:
            shape.setdefault("examples", examples)
    for operation in operations_of(document):
        for parameter in operation["parameters"]:
            if "description" not in parameter:
                parameter["description"], parameter["example"] = _WORDS["fields"][parameter["name"]]


def fields_of(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every field of every schema and form: the schema's name, the field's, and its shape."""
    for schema, shape in document["components"]["schemas"].items():
        for name, field in shape.get("properties", {}).items():
            yield schema, name, field
    for operation in operations_of(document):
        for sent in operation.get("requestBody", {}).get("content", {}).values():
            for name, field in sent["schema"].get("properties", {}).items():
                yield "", name, field


def operations_of(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every operation of the document."""
    for methods in document["paths"].values():
        yield from methods.values()


def prune(document: dict[str, Any]) -> None:
    """Leave out schemas to which nothing refers."""
    schemas = document["components"]["schemas"]
    while unused := set(schemas) - set(_referred(document)):
        for name in unused:
            del schemas[name]


def _referred(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"].rsplit("/", 1)[-1]
        for value in part.values():
            yield from _referred(value)
    elif isinstance(part, list):
        for value in part:
            yield from _referred(value)
