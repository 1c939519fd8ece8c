"""What must hold at the end: what people were told against what is there, each history against the table, places, messages, the record."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from balcao import store
from balcao.analytics.draw import verify as verify_draw
from balcao.diagnoses.models import Import
from balcao.messaging.models import Delivery, Hook, Message
from balcao.programmes.models import Application, Attached, Award, Note, Phase, Sending, Step
from balcao.records import record
from balcao.records.models import Entry
from chaos.calls import Book
from chaos.table import FROM_TO, HOLDS_PLACE, IN_TIME, TOLD, wrong

MOVES = ("ask", "answer", "find_eligible", "find_ineligible", "withdraw", "revoke")
"""Acts that are done as often as somebody was told so."""
Faults = Iterator[str]


class End:
    """Everything as it is at the end."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.told: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for row in book.rows:
            self.told[row["what"], row["subject"]].append(row)
        self.applications = {str(a.pk): a for a in Application.objects.select_related("phase")}
        by_subject = {key: a for a in self.applications.values() for key in (str(a.pk), a.reference) if key}
        self.history: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self.moved_of: dict[str, Counter[str]] = defaultdict(Counter)
        for entry in Entry.objects.filter(kind="application.moved").order_by("id"):
            key = str(by_subject[entry.subject].pk)
            self.history[key].append((entry.facts["act"], entry.facts["from"], entry.facts["to"]))
            self.moved_of[key][entry.facts["act"]] += 1

    def count(self, what: str, subject: str) -> Counter[str]:
        """How what was done to something ended, as those who did it were told."""
        return Counter(row["outcome"] for row in self.told[what, subject])


def faults(end: End, mail: Counter[str], hook: Counter[str], hooks: tuple[int, int]) -> Faults:
    """All that does not hold, in words."""
    yield from histories(end)
    yield from acts(end)
    yield from texts(end)
    yield from files(end)
    yield from places(end)
    yield from messages(end, mail)
    yield from events(end, hook, hooks)
    yield from queue()
    yield from the_record()


def histories(end: End) -> Faults:
    for key, application in end.applications.items():
        if found := wrong(end.history[key], application.state):
            yield f"{application.reference or key}: {found}"
    begun = Counter((a.phase.slug, str(a.business_id)) for a in end.applications.values())
    for (slug, business), count in begun.items():
        if count > 1:
            yield f"{business} has {count} applications in {slug}, and began one"


def acts(end: End) -> Faults:
    for row in end.book.rows:
        if row["what"] == "begin" and row["outcome"] == "done" and row["subject"] not in end.applications:
            yield f"the draft {row['subject']} was begun, and is gone"
    for key, application in end.applications.items():
        moved, name = end.moved_of[key], application.reference or key
        for act in MOVES:
            told = end.count(act, key)
            if not told["done"] <= moved[act] <= told["done"] + told["unknown"]:
                yield f"{name}: {act} was done {moved[act]} times, and told {dict(told)}"
        granted = end.count("appeal_granted", key)
        if not granted["done"] <= moved["grant_appeal"] <= granted["done"] + granted["unknown"]:
            yield f"{name}: an appeal was granted {moved['grant_appeal']} times, and told {dict(granted)}"
        for act in ("submit", "accept"):
            told = end.count(act, key)
            refused = Message.objects.filter(code="not-sent", link__contains=key).exists()
            if (told["done"] and moved[act] != 1) or moved[act] > 1:
                yield f"{name}: {act} was done {moved[act]} times, and told {dict(told)}"
            if act == "submit" and told["kept"] and not moved[act] and not refused:
                yield f"{name}: it was kept that it was sent, and nothing came of it"
            if moved[act] and not told["done"] + told["kept"] + told["unknown"]:
                yield f"{name}: {act} was done, and refused to whoever did it: {dict(told)}"
    for (what, key), rows in end.told.items():
        if what == "step" and any(row["outcome"] == "done" for row in rows):
            for code in {row.get("code") for row in rows if row.get("code")}:
                if not Step.objects.filter(award__application=key, code=code, done_at__isnull=False).exists():
                    yield f"{key}: the step {code} was said to be done, and is not"


def texts(end: End) -> Faults:
    """What was typed and asked is there as it was told; a note stands once."""
    for key, application in end.applications.items():
        saved = end.told["save", key]
        last = max((row["n"] for row in saved if row["outcome"] == "done"), default=-1)
        may_be = {row["text"] for row in saved if row["n"] == last or (row["outcome"] == "unknown" and row["n"] > last)}
        if last >= 0 and application.answers.get("wish") not in may_be:
            yield f"{application.reference or key}: {application.answers.get('wish')!r} stands where {may_be} was kept"
        notes = Counter(Note.objects.filter(application=key).values_list("text", flat=True))
        for row in end.told["note", key]:
            times = notes[row["text"]]
            if (row["outcome"] == "done" and times != 1) or (row["outcome"] == "no" and times) or times > 1:
                yield f"{application.reference}: the note {row['text']!r} stands {times} times, and was told {row['outcome']}"
        asked = [row["text"] for row in end.told["ask", key] if row["outcome"] != "no"]
        for inquiry in application.inquiries:
            if inquiry["text"] not in asked:
                yield f"{application.reference}: asked is {inquiry['text']!r}, which was refused"
        said = [row["text"] for row in end.told["answer", key] if row["outcome"] != "no"]
        for inquiry in application.inquiries:
            if inquiry.get("answer") and inquiry["answer"] not in said:
                yield f"{application.reference}: the answer is {inquiry['answer']!r}, which was refused"


def files(end: End) -> Faults:
    """Papers and sales files that were taken are there, once, and whole in the store."""
    with TemporaryDirectory() as folder:
        for (what, subject), rows in end.told.items():
            for row in rows if what in ("paper", "file") else ():
                yield from (_paper if what == "paper" else _sales)(subject, row, Path(folder))


def _paper(key: str, row: dict[str, Any], folder: Path) -> Faults:
    found = list(Attached.objects.filter(application=key, document__digest=row["digest"]).select_related("document"))
    if len(found) > 1 or (row["outcome"] == "done" and not found) or (row["outcome"] == "no" and found):
        yield f"{key}: a paper stands {len(found)} times, and was told {row['outcome']}"
    for one in found:
        if hashlib.sha256(store.get(one.document.key, folder).read_bytes()).hexdigest() != row["digest"]:
            yield f"{key}: a paper is not what was handed in"


def _sales(outlet: str, row: dict[str, Any], folder: Path) -> Faults:
    found = list(Import.objects.filter(outlet=outlet, file_digest=row["digest"]))
    if len(found) > 1 or (row["outcome"] == "done" and not found) or (row["outcome"] == "no" and found):
        yield f"{outlet}: a file stands {len(found)} times, and was told {row['outcome']}"
    for one in found:
        if one.state != "done" or one.count != row["lines"]:
            yield f"{outlet}: a file of {row['lines']} lines is {one.state} with {one.count}"
        elif not store.get(one.lines, folder).stat().st_size:
            yield f"{outlet}: the lines of a file are empty"


def places(end: End) -> Faults:
    for phase in Phase.objects.all():
        mine = [a for a in end.applications.values() if a.phase_id == phase.pk]
        held = sum(a.state in HOLDS_PLACE for a in mine)
        if held > phase.places:
            yield f"{phase.slug}: {held} hold one of {phase.places} places"
        drawn = any(row["outcome"] == "done" for row in end.told["draw", phase.slug])
        if drawn and phase.settled_at is None:
            yield f"{phase.slug}: it was drawn, and is not"
        if phase.settled_at is None:
            continue
        positions = sorted(a.position for a in mine if a.position is not None)
        if positions != list(range(1, len(positions) + 1)):
            yield f"{phase.slug}: positions are {positions[:5]}... of {len(positions)}"
        order = verify_draw(phase.draw.record)["order"]
        for place, reference in enumerate(order, 1):
            one = next((a for a in mine if a.reference == reference), None)
            if one is None or one.position != place:
                yield f"{phase.slug}: {reference} was drawn as number {place}, and has {one and one.position}"
        waiting = sum(a.state == "waitlisted" for a in mine)
        ended = any(row["outcome"] == "done" for row in end.told["end", phase.slug])
        if ended and (phase.list_ended_at is None or waiting):
            yield f"{phase.slug}: its list was ended, and {waiting} wait"
        if waiting and held < phase.places and not phase.list_ended_at:
            yield f"{phase.slug}: {phase.places - held} places are free, and {waiting} wait"
    made = Counter(str(key) for key in Award.objects.values_list("application", flat=True))
    for key, application in end.applications.items():
        if made[key] != min(1, end.moved_of[key]["accept"]):
            yield f"{application.reference}: {made[key]} awards, and accepted {end.moved_of[key]['accept']} times"


def messages(end: End, mail: Counter[str]) -> Faults:
    """Everything is told once; each message goes by mail, and came."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for because, code in Message.objects.values_list("because", "code"):
        told[because][code] += 1
    for key, application in end.applications.items():
        moved, mine = end.moved_of[key], told[application.reference or key]
        sums: Counter[frozenset[str]] = Counter()
        for act, codes in TOLD.items():
            sums[frozenset(codes)] += moved[act]
        for codes, times in sums.items():
            if sum(mine[code] for code in codes) != times:
                yield f"{application.reference}: {'/'.join(sorted(codes))} was told {sum(mine[c] for c in codes)} times, and was so {times} times"
        for act, code in IN_TIME.items():
            last = application.state == FROM_TO[act][1]
            if mine[code] > moved[act] or (last and not mine[code]):
                yield f"{application.reference}: {code} was told {mine[code]} times, and was so {moved[act]} times"
        ended = application.state == "lapsed" and (application.reason or {}).get("code") == "list_ended"
        if mine["list-ended"] != ended:
            yield f"{application.reference}: told {mine['list-ended']} times that the list ended"
    letters = Counter(str(key) for key in Delivery.objects.filter(channel="email").values_list("message", flat=True))
    for key in Message.objects.values_list("pk", flat=True):
        if letters[str(key)] != 1:
            yield f"the message {key} goes by mail {letters[str(key)]} times"
    for delivery in Delivery.objects.filter(channel="email"):
        if delivery.state != "sent" or not mail[str(delivery.pk)]:
            yield f"the letter {delivery.pk} is {delivery.state}, and came {mail[str(delivery.pk)]} times"


def events(end: End, hook: Counter[str], hooks: tuple[int, int]) -> Faults:
    """Each change is an event for each program; the one that listens was told all, of the one that hangs nothing is lost."""
    listens, hangs = hooks
    wanted = Counter((key, *step) for key, steps in end.history.items() for step in steps)
    names = {key: a.reference for key, a in end.applications.items()}
    wanted = Counter({(str(names[key]), *step): n for (key, *step), n in wanted.items()})
    for number in (listens, hangs):
        rows = Delivery.objects.filter(hook=number, payload__type="application.moved")
        data = [row.payload["data"] for row in rows]
        given = Counter((d["subject"], d["act"], d["from"], d["to"]) for d in data)
        for one in (wanted - given) | (given - wanted):
            yield f"hook {number}: {one} is told {given[one]} times, and was so {wanted[one]} times"
    for row in Delivery.objects.filter(hook=listens):
        if row.state != "sent" or not hook[str(row.pk)]:
            yield f"the event {row.pk} is {row.state}, and came {hook[str(row.pk)]} times"
    lost = Delivery.objects.filter(hook=hangs).exclude(state__in=["waiting", "sending"])
    if lost.exists():
        yield f"of the program that hangs {lost.count()} events are not waiting"
    assert Hook.objects.count() == 2


def queue() -> Faults:
    if Sending.objects.exists():
        yield f"{Sending.objects.count()} applications that were sent are not looked at"
    for task in DBTaskResult.objects.filter(status="FAILED"):
        yield f"the task {task.task_path} failed: {task.traceback.strip().splitlines()[-1] if task.traceback else ''}"


def the_record() -> Faults:
    while record.seal(timezone.now()):
        pass
    checked = record.verify()
    if checked.wrong is not None or checked.waiting or not checked.genuine:
        yield f"the record is not whole: {checked}"
