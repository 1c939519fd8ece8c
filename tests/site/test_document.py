"""The document of the API and docs/api.md say all that there is, and their examples are such as the API takes and gives."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from balcao.messaging.events import ALWAYS, EVENTS
from balcao.site.openapi_words import fields_of, operations_of

pytestmark = pytest.mark.django_db
PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")


@pytest.fixture
def document():
    return Client().get("/api/v1/openapi.json").json()


def faults(document, shape, value):
    whole = {**shape, "components": document["components"]}
    return [error.message for error in Draft202012Validator(whole).iter_errors(value)]


def test_every_field_is_described_with_an_example_that_fits(document):
    found = list(fields_of(document))
    assert len(found) > 200
    wrong = []
    for schema, name, shape in found:
        if not shape["description"] or not ("examples" in shape or "$ref" in str(shape)):
            wrong.append((schema, name))
        wrong += [(schema, name, fault) for one in shape.get("examples", []) for fault in faults(document, shape, one)]
    assert wrong == []
    for operation in operations_of(document):
        for parameter in operation["parameters"]:
            assert parameter["description"], (operation["operationId"], parameter["name"])
            if "example" in parameter:
                assert faults(document, parameter["schema"], parameter["example"]) == [], parameter["name"]


def test_nothing_is_described_that_is_not_there(document):
    words = tomllib.loads((files("balcao.site") / "openapi.toml").read_text("utf-8"))
    there = {(schema, name) for schema, name, _ in fields_of(document)}
    named = {name for _, name in there} | {p["name"] for o in operations_of(document) for p in o["parameters"]}
    assert {name for name in words.pop("fields") if name not in named} == set()
    assert {(schema, name) for schema, part in words.items() for name in part} - there == set()


def test_the_page_lists_every_call_and_every_event(document):
    rows = " ".join(line for line in PAGE.splitlines() if line.startswith("| "))
    words = set(re.findall(r"[a-z]+", rows))
    for path in document["paths"]:
        last = [part for part in path.split("/") if part and "{" not in part][-1]
        assert last in words, path
    for event, told in EVENTS.items():
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{event}`"))
        assert all(f"`{fact}`" in row for fact in told.facts), row
    assert set(document["webhooks"]) == set(EVENTS) and ALWAYS in EVENTS


def test_an_address_without_a_version_goes_on_and_says_until_when():
    old, new = Client().get("/api/phases?limit=5"), Client().get("/api/v1/phases?limit=5")
    assert old.status_code == new.status_code == 200 and old.content == new.content
    assert old["Deprecation"] == "@1795737600" and old["Sunset"] == "Wed, 30 Jun 2027 00:00:00 GMT"
    assert old["Link"] == '</api/v1/phases?limit=5>; rel="successor-version"'
    assert not any(new.has_header(name) for name in ("Deprecation", "Sunset", "Link"))
    assert Client().get("/api/v2/phases").status_code == 404
    assert Client().get("/api/outlets").status_code == 401 and Client().post("/api/phases").status_code == 405
