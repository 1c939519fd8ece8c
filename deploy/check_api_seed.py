"""What `check_api.py` calls: run within a new site, it makes people, phases and files there, and prints the keys and ids of them.

Each operation has something of its own about which it can succeed (`good`); what is tried at random (`ids`) is other than that.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.utils import timezone

from balcao.accounts.models import Role, User
from balcao.businesses.actions.change_tokens import make_officers_token, make_token
from balcao.businesses.actions.keep_document import keep_document
from balcao.businesses.actions.register_business import register_business
from balcao.businesses.models import Business, Token
from balcao.diagnoses.actions.diagnose_history import queue_report
from balcao.diagnoses.actions.receive_upload import receive_upload
from balcao.diagnoses.models import Import, State
from balcao.programmes.actions import answer, apply, review
from balcao.programmes.actions.change_phase import make_measure, make_phase, publish, save_terms
from balcao.programmes.actions.decide import decide
from balcao.programmes.actions.settle import enter_beacon
from balcao.programmes.actions.submit import submit
from balcao.programmes.models import Application, Phase
from balcao.programmes.terms import Criterion, Texts
from tests.people import csv_of, work
from tests.programmes.conftest import PDF, close, drawn, now_of, owner_of, t, terms

WITHOUT_DRAW = {"beacon_source": Texts(), "beacon_at": None}
officers = [
    User.objects.create_user(f"officer{n}@example.test", name=f"Officer {n}", role=Role.OFFICER) for n in range(2)
]
measure = make_measure(officers[0], t("Support"))
folder = Path(TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR).name)
folder.mkdir()
owners, outlets = [], []
for n in range(6):
    owners.append(User.objects.create_user(f"owner{n}@example.test", name=f"Owner {n}"))
    given = {"sector": "5610", "size": "1-3", "registered_on": date(2019, 5, 1), "registered_here": True}
    outlets.append(register_business(owners[n], Business(name_en=f"Shop {n}", **given)))


def written(name: str, **changes: Any) -> Phase:
    """A phase that is not published yet."""
    made = make_phase(officers[0], measure, t(name))
    made.officers.add(officers[1])
    save_terms(officers[0], made, terms(name=t(name), **changes))
    return Phase.objects.get(pk=made.pk)


def open_phase(name: str, **changes: Any) -> Phase:
    """A phase in which one can apply."""
    made = written(name, **changes)
    publish(officers[0], made)
    return Phase.objects.get(pk=made.pk)


def draft(phase: Phase, n: int, whole: bool = True) -> Application:
    """A business's draft; `whole` could be sent."""
    made = apply.start(owners[n], phase, outlets[n].business)
    if whole:
        apply.save(owners[n], made, 0, {"tax": "yes"})
        paper = folder / str(made.pk)
        paper.write_bytes(PDF + str(made.pk).encode())
        apply.attach(
            owners[n], made, "licence", keep_document(owners[n], outlets[n].business, paper, "licence.pdf", "licence")
        )
    return made


def sent(phase: Phase, *who: int) -> list[Application]:
    """Applications of these businesses."""
    return [submit(owners[n], draft(phase, n)) for n in who]


def decided(phase: Phase, eligible: bool, *who: int) -> list[Application]:
    """Applications of these businesses, decided by the officer whose key is not used."""
    made = sent(phase, *who)
    for one in made:
        decide(officers[1], one, eligible, words="" if eligible else "Too late.")
    return [now_of(one) for one in made]


def brought(n: int, content: str) -> Import:
    """A file that was read."""
    sales = folder / f"sales{n}.csv"
    sales.write_text(content)
    upload, _ = receive_upload(owners[0], sales, sales.name, outlets[0])
    return upload


# What is tried at random: one phase drawn, one in review, one where one can still apply.
past, present, coming = open_phase("Past"), open_phase("Present"), open_phase("Coming")
sent(past, 0, 1, 2, 3)
past = drawn(past, *officers)
for one in past.applications.filter(state="selected"):
    answer.accept(owner_of(one), now_of(one))
sent(present, 0, 1, 2, 3, 4, 5)
draft(coming, 0, whole=False)
common = list(Application.objects.prefetch_related("attached"))
sales = brought(0, csv_of(date(2026, 1, 1), 40))
spare = brought(1, csv_of(date(2025, 6, 1), 20))

# What each operation is called about at first, of the business whose key it is, and of others.
aside = sent(open_phase("Set aside"), 1, 2, 3)
desk, appeals = open_phase("Desk"), open_phase("Appeals")
taken, asked, noted, found, first, second = sent(desk, 1, 2, 3, 4, 5, 0)
(refused,) = decided(appeals, False, 1)
answer.appeal(owners[1], refused, "Look again.")
won = open_phase("Won", places=6)
sent(won, 0, 1, 2, 3, 4)
won = drawn(won, *officers)
accepted = {one.business_id: one for one in won.applications.all()}
mine, stepped, extended, lapsed, revoked = (now_of(accepted[outlets[n].business_id]) for n in range(5))
for one in (stepped, extended, lapsed):
    answer.accept(owner_of(one), one)
graded = open_phase("Graded", method="score", grid=[Criterion(code="good", name=t("Good"), most=10)], **WITHOUT_DRAW)
(scored,) = sent(graded, 1)
arrived = open_phase("Arrived", method="first_come", **WITHOUT_DRAW)
to_draw, to_approve, to_end = open_phase("To draw"), open_phase("To approve"), open_phase("To end", places=1)
for one in (arrived, to_draw, to_approve):
    decided(one, True, 1, 2)
arrived, to_draw, to_approve = close(arrived), close(to_draw), close(to_approve)
enter_beacon(officers[1], to_approve, "26/118", "3 11 19")
sent(to_end, 1, 2)
to_end = drawn(to_end, *officers)
to_publish, to_write = written("To publish"), written("To write")
fresh = open_phase("Fresh")
saved, paperless = draft(open_phase("Saved"), 0, whole=False), draft(open_phase("Paperless"), 0, whole=False)
ready = draft(open_phase("Ready"), 0)
(questioned,) = sent(open_phase("Questioned"), 0)
review.ask(officers[1], questioned, "Which street?", [])
(no,) = decided(open_phase("No"), False, 0)
(left,) = sent(open_phase("Left"), 0)
correct, undone, again, forgotten = (brought(n, csv_of(date(2024, n, 1), 20)) for n in range(2, 6))
unclear, shown = brought(6, "a,b\n1,2\n"), brought(7, csv_of(date(2022, 1, 1), 20))
report = queue_report(outlets[0], None, None)
work()
Import.objects.filter(pk=again.pk).update(state=State.FAILED)

paper = noted.attached.get().document_id
later = (timezone.localdate() + timedelta(days=365)).isoformat()
of_import = {name: {"path": {"import_id": str(one.pk)}} for name, one in {
    "showImport": shown, "showDiagnosis": shown, "correctImport": correct, "undoImport": undone, "retryImport": again,
    "answerQuestion": unclear, "forgetAnswer": forgotten,
}.items()}  # fmt: skip
of_application = {name: {"path": {"application_id": str(one.pk)}} for name, one in {
    "showApplication": left, "saveAnswers": saved, "handInPaper": paperless, "sendApplication": ready, "answerAgency": questioned, "appeal": no,
    "acceptPlace": mine, "withdraw": left, "showSentApplication": noted, "takeApplication": taken, "askApplicant": asked, "noteApplication": noted,
    "declareInterest": aside[0], "givePoints": scored, "decideApplication": found, "revokeApplication": revoked, "decideAppeal": refused,
    "confirmStep": stepped, "extendStep": extended, "lapseAward": lapsed,
}.items()}  # fmt: skip
of_phase = {name: {"path": {"slug": one.slug}} for name, one in {
    "showPhase": past, "showFigures": past, "showDraw": past, "showMyPhase": past, "showDrawState": past, "writeTerms": to_write,
    "publishPhase": to_publish, "enterNumber": to_draw, "approveNumber": to_approve, "givePlaces": arrived, "endWaitingList": to_end,
}.items()}  # fmt: skip
bodies: dict[str, Any] = {
    "uploadImport": {"outlet": str(outlets[0].pk), "file": csv_of(date(2023, 1, 1), 5)},
    "correctImport": {"columns": {"item": "Item"}},
    "answerQuestion": {"about": "kind", "answer": "sale lines"},
    "forgetAnswer": {"about": "date_order"},
    "beginApplication": {"phase": fresh.slug},
    "saveAnswers": {"revision": 0, "answers": {"tax": True}},
    "handInPaper": {"needed": "licence", "file": PDF.decode("latin-1")},
    "sendApplication": {"anyway": True},
    "answerAgency": {"text": "The first on the left."},
    "appeal": {"text": "Look again."},
    "askApplicant": {"text": "Which street?", "documents": ["licence"]},
    "noteApplication": {"text": "Seen."},
    "declareInterest": {"words": "My brother's."},
    "givePoints": {"points": {"good": 5}},
    "decideApplication": {"eligible": False, "rules": ["small"], "words": ""},
    "revokeApplication": {"words": "It closed."},
    "decideAppeal": {"granted": True, "words": "You are right."},
    "confirmStep": {"code": "training"},
    "extendStep": {"code": "training", "until": later, "words": "Ill."},
    "lapseAward": {"words": "It closed."},
    "takeMany": {"ids": [str(first.pk)]},
    "decideMany": {"decisions": [{"id": str(second.pk), "eligible": True}]},
    "writeTerms": terms().as_json(),
    "publishPhase": {"why": ""},
    "enterNumber": {"round": "26/118", "value": "3 11 19"},
    "approveNumber": {"value": "3 11 19"},
}
good: dict[str, dict[str, Any]] = {
    **of_import, **of_application, **of_phase,
    "showHistory": {"path": {"outlet_id": str(outlets[0].pk)}}, "askForReport": {"path": {"outlet_id": str(outlets[0].pk)}},
    "showReport": {"path": {"report_id": str(report.pk)}}, "showQueue": {"path": {"queue": "all"}},
    "readPaper": {"path": {"application_id": str(noted.pk), "document_id": str(paper)}},
    **{name: {} for name in ("showKey", "listOutlets", "listPhases", "listApplications", "listSentApplications", "listMyPhases")},
}  # fmt: skip
for name, body in bodies.items():
    good[name] = {**good.get(name, {}), "body": body}

own = outlets[0].business


def key(*scopes: str) -> str:
    """A key of the business."""
    return make_token(owners[0], own, "check", scopes)[1]


ended, over = make_token(owners[0], own, "check", ["read"], 1)
Token.objects.filter(pk=ended.pk).update(expires_at=timezone.now() - timedelta(days=1))
print(json.dumps({
    "keys": {"owner": key("upload", "read", "apply"), "officer": make_officers_token(officers[0], "check")[1],
             "read-only": make_officers_token(officers[0], "check", read_only=True)[1], "expired": over},
    "good": good,
    "ids": {"outlet_id": [str(outlets[0].pk)], "import_id": [str(sales.pk), str(spare.pk)], "report_id": [str(report.pk)], "needed": ["licence"],
            "slug": [past.slug, present.slug, coming.slug], "application_id": [str(one.pk) for one in common],
            "document_id": [str(paper.document_id) for one in common for paper in one.attached.all()]},
    "aside": [str(one.pk) for one in aside],
}))  # fmt: skip
