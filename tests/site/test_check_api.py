"""The check of the API (deploy/check_api.py) walks by links that its document bears out, and with each key where that key may go."""

import pytest
from django.test import Client

from deploy.check_api import SHUTS_OUT, opens
from deploy.check_api_links import LINKS, linked

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def document():
    return Client().get("/api/v1/openapi.json").json()


def operations_of(document):
    return {one["operationId"]: one for methods in document["paths"].values() for one in methods.values()}


def has(document, shape, path):
    """Whether a shape has something at this path, of which "*" is each entry of a list."""
    while "$ref" in shape:
        shape = document["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]
    if not path:
        return True
    first, *rest = path
    for one in shape.get("anyOf", []):
        if has(document, one, path):
            return True
    if first == "*":
        return "items" in shape and has(document, shape["items"], rest)
    return first in shape.get("properties", {}) and has(document, shape["properties"][first], rest)


def expressions(content):
    """Every expression of a link's body."""
    if isinstance(content, dict | list):
        for one in content.values() if isinstance(content, dict) else content:
            yield from expressions(one)
    elif content is not None:
        yield content


def test_what_a_link_takes_is_in_the_answer_and_the_call_takes_it(document):
    operations, wrong = operations_of(document), []
    for sources, targets, parameters, content in LINKS:
        taken = [at.removeprefix("$response.body#/").split("/") for at in [*parameters.values(), *expressions(content)]]
        for source in sources:
            good = [said for status, said in operations[source]["responses"].items() if status.startswith("2")]
            shapes = [said["content"]["application/json"]["schema"] for said in good]
            wrong += [(source, at) for at in taken if not any(has(document, shape, at) for shape in shapes)]
        for target in targets:
            known = {f"{one['in']}.{one['name']}" for one in operations[target]["parameters"]}
            wrong += [(target, name) for name in parameters if name not in known]
    assert wrong == []


def test_walks_come_to_every_operation_that_one_cannot_call_at_random(document):
    """But to the one that shuts its caller out."""
    linked(document)
    operations = operations_of(document)
    reached = {
        link["operationId"]
        for one in operations.values()
        for said in one["responses"].values()
        for link in said.get("links", {}).values()
    }
    about = {name for name, one in operations.items() if any(given["in"] == "path" for given in one["parameters"])}
    assert about - reached == {SHUTS_OUT}


def test_each_kind_of_key_walks_where_it_may(document):
    owner, officer, reads, over = (opens(name, document) for name in ("owner", "officer", "read-only", "expired"))
    public = {"listPhases", "showPhase", "showFigures", "showDraw"}
    assert owner & officer == {*public, "showKey"} and owner | officer == set(operations_of(document))
    assert over == public
    assert reads - public == {
        "showKey", "showQueue", "listSentApplications", "showSentApplication", "readPaper", "listMyPhases", "showMyPhase", "showDrawState",
    }  # fmt: skip
    assert {"uploadImport", "appeal"} <= owner and {"decideAppeal", SHUTS_OUT} <= officer
