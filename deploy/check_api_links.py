"""Which answer of the API names what another call is about: written into the document as links, for walks from one to the next.

A name in the shapes of the answers (`Row`, `Whole`) says nothing of an application to a tool that goes by names, so it is said here.
"""

from typing import Any

IMPORTS = (
    "showImport",
    "showDiagnosis",
    "correctImport",
    "retryImport",
    "answerQuestion",
    "forgetAnswer",
    "undoImport",
)
OWN = (
    "showApplication", "saveAnswers", "handInPaper", "sendApplication", "answerAgency", "appeal", "acceptPlace", "withdraw",
)  # fmt: skip
SENT = (
    "showSentApplication", "takeApplication", "askApplicant", "noteApplication", "givePoints", "decideApplication", "revokeApplication",
    "decideAppeal", "confirmStep", "extendStep", "lapseAward",
)  # fmt: skip
PHASES = (
    "showMyPhase",
    "writeTerms",
    "showDrawState",
    "publishPhase",
    "enterNumber",
    "approveNumber",
    "givePlaces",
    "endWaitingList",
)
PUBLIC = ("showPhase", "showFigures", "showDraw")
Link = tuple[tuple[str, ...], tuple[str, ...], dict[str, str], Any]


def _body(at: str) -> str:
    return f"$response.body#/{at}"


LINKS: tuple[Link, ...] = (
    (("listOutlets",), ("showHistory", "askForReport"), {"path.outlet_id": _body("*/id")}, None),
    (("showHistory",), IMPORTS, {"path.import_id": _body("imports/*/id")}, None),
    (("uploadImport", "showImport", "correctImport", "retryImport", "answerQuestion", "forgetAnswer", "undoImport"), IMPORTS, {"path.import_id": _body("id")}, None),
    (("showImport",), ("answerQuestion",), {"path.import_id": _body("id")}, {"about": _body("questions/*/about"), "answer": _body("questions/*/candidates/*/answer")}),
    (("showImport",), ("forgetAnswer",), {"path.import_id": _body("id")}, {"about": _body("questions/*/about")}),
    (("askForReport", "showReport"), ("showReport",), {"path.report_id": _body("id")}, None),
    (("listPhases",), PUBLIC, {"path.slug": _body("items/*/slug")}, None),
    (("listPhases",), ("beginApplication",), {}, {"phase": _body("items/*/slug")}),
    (("listApplications",), OWN, {"path.application_id": _body("items/*/id")}, None),
    (("beginApplication", "showApplication", "handInPaper", "answerAgency", "appeal"), OWN, {"path.application_id": _body("id")}, None),
    (("beginApplication", "showApplication"), ("saveAnswers",), {"path.application_id": _body("id")}, {"revision": _body("revision"), "answers": _body("answers")}),
    (("showApplication",), PUBLIC, {"path.slug": _body("phase")}, None),
    (("listMyPhases",), (*PHASES, *PUBLIC), {"path.slug": _body("items/*/slug")}, None),
    (("listMyPhases",), ("showQueue", "listSentApplications"), {"query.phase": _body("items/*/slug")}, None),
    (("showMyPhase", "writeTerms", "publishPhase", "enterNumber"), PHASES, {"path.slug": _body("slug")}, None),
    (("showMyPhase",), ("writeTerms",), {"path.slug": _body("slug")}, _body("terms")),
    (("showQueue", "listSentApplications"), SENT, {"path.application_id": _body("items/*/id")}, None),
    (("showQueue", "listSentApplications"), ("takeMany",), {}, {"ids": [_body("items/*/id")]}),
    (("showQueue", "listSentApplications"), ("decideMany",), {}, {"decisions": [{"id": _body("items/*/id")}]}),
    (("listSentApplications",), ("listSentApplications",), {"query.cursor": _body("next")}, None),
    (("showSentApplication", "takeApplication", "askApplicant", "noteApplication", "givePoints", "decideApplication", "decideAppeal", "confirmStep"),
     SENT, {"path.application_id": _body("id")}, None),
    (("showSentApplication",), ("readPaper",), {"path.application_id": _body("id"), "path.document_id": _body("documents/*/id")}, None),
    (("showSentApplication",), ("confirmStep", "extendStep"), {"path.application_id": _body("id")}, {"code": _body("steps/*/code")}),
    (("takeMany", "decideMany"), ("showSentApplication",), {"path.application_id": _body("results/*/id")}, None),
)  # fmt: skip
"""From which operations, to which, with which parameters and which part of what is sent. None leads to `declareInterest`: it shuts its caller out."""


def linked(document: dict[str, Any]) -> dict[str, Any]:
    """The document with every link in each good answer of the operation that it comes from."""
    operations = {one["operationId"]: one for methods in document["paths"].values() for one in methods.values()}
    for sources, targets, parameters, content in LINKS:
        for source in sources:
            good = [said for status, said in operations[source]["responses"].items() if status.startswith("2")]
            for target in targets:
                link = {
                    "operationId": target,
                    "parameters": parameters,
                    "x-schemathesis": {"is_inferred": True, "merge_body": isinstance(content, dict)},
                }
                if content is not None:
                    link["requestBody"] = content
                for said in good:
                    links = said.setdefault("links", {})
                    links[f"{target}{len(links)}"] = link
    return document
