"""What people do all the time: owners apply, hand in papers, answer, appeal, take places; officers ask, decide, draw."""

import hashlib
import random
import threading
from datetime import date, timedelta
from typing import Any

from balcao.programmes.demo.seed import PDF
from chaos.calls import Book, Caller
from chaos.seed import Person

THINKS = (1.0, 5.0)
"""Seconds between two things that somebody does."""
WAITS = (5.0, 25.0)
"""Seconds between two looks of somebody who can only wait: else the looks are most of what a slow machine does, and nothing comes to its end."""
QUEUES = {
    "open": ("unassigned", "mine", "waiting", "all"),
    "decide": ("unassigned", "unassigned", "mine", "waiting", "appeals"),
    "places": ("unassigned", "mine", "waiting", "appeals"),
    "over": ("unassigned", "mine", "appeals", "all"),
}
"""Where officers look for work, by how far the phase is."""


class Round:
    """One phase, and how far it is."""

    def __init__(self, slug: str) -> None:
        self.slug, self.stage = slug, "open"


class Somebody(threading.Thread):
    """Does one thing after another, until the end. `rounds` grows; the last one is what it is about now."""

    def __init__(self, person: Person, book: Book, ports: list[int], seed: int, rounds: list[Round], who: str) -> None:
        super().__init__(daemon=True)
        self.person, self.book, self.rounds = person, book, rounds
        self.chance = random.Random(f"{who} {person.number} {seed}")
        self.caller = Caller(book, ports, self.chance, person.session, person.key)
        self.ended, self.count, self.who, self.fault, self.thinks = threading.Event(), 0, who, "", THINKS

    def run(self) -> None:
        try:
            while not self.ended.wait(self.chance.uniform(*self.thinks)):
                self.turn(self.rounds[-1])
        except Exception as error:  # the driver's own fault: told at the end
            self.fault = f"{self.who} {self.person.number}: {type(error).__name__}: {error}"

    def turn(self, now: Round) -> None:
        raise NotImplementedError

    def words(self, what: str) -> str:
        """Words that nobody else says."""
        self.count += 1
        return f"{what} {self.who} {self.person.number}-{self.count}"


class Owner(Somebody):
    """Half of them use the pages, half of them programs."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.by_page, self.mine = self.person.number % 2 == 0, dict[str, dict[str, Any]]()

    def turn(self, now: Round) -> None:
        mine, self.thinks = self.mine.setdefault(now.slug, {}), THINKS
        if self.person.number % 8 == 0 and "file" not in mine and self.chance.random() < 0.1:
            mine["file"] = True
            return self.bring(now)
        if "id" not in mine:
            return self.begin(now, mine) if now.stage == "open" else None
        how, _, told = self.caller.api("GET", f"/applications/{mine['id']}")
        if how != "done":
            return None
        if told["state"] == "draft":
            return self.write(now, mine, told) if now.stage == "open" else None
        return self.go_on(now, mine["id"], told)

    def begin(self, now: Round, mine: dict[str, Any]) -> None:
        if self.by_page:
            how, _, place = self.caller.page(f"/programmes/{now.slug}/apply/", {})
            if how == "kept" and place.startswith("/applications/"):
                how, mine["id"] = "done", place.split("/")[2]
        else:
            how, _, told = self.caller.api("POST", "/applications", {"phase": now.slug})
            if how == "done":
                mine["id"] = told["id"]
        self.book.write("begin", mine.get("id", ""), how, phase=now.slug, business=self.person.business)

    def write(self, now: Round, mine: dict[str, Any], told: dict[str, Any]) -> None:
        if "typed" not in mine or self.chance.random() < 0.3:
            wish = self.words("wish")
            body = {"revision": told["revision"], "answers": {"tax": "yes", "wish": wish}}
            how, _, _ = self.caller.api("PATCH", f"/applications/{mine['id']}/answers", body)
            mine["typed"] = how == "done" or mine.get("typed", False)
            self.book.write("save", mine["id"], how, text=wish)
        elif not told["documents"]:
            self.hand_in(mine["id"])
        else:
            path = f"/applications/{mine['id']}/send"
            if self.by_page:
                how, _, _ = self.caller.page(f"{path}/", {"anyway": "yes"})
            else:
                how, status, _ = self.caller.api("POST", path, {"anyway": True})
                how = "kept" if status == 202 else how
            self.book.write("submit", mine["id"], how)

    def hand_in(self, key: str) -> None:
        content = PDF + f"%{self.words('paper')} {key}\n".encode()  # opened whole: a paper that is none is refused
        file = "licence.pdf", content
        if self.by_page:
            how, _, _ = self.caller.page(f"/applications/{key}/papers/licence/", {}, file)
        else:
            how, _, _ = self.caller.api("POST", f"/applications/{key}/documents", {"needed": "licence"}, file)
        self.book.write("paper", key, how, digest=hashlib.sha256(content).hexdigest())

    def go_on(self, now: Round, key: str, told: dict[str, Any]) -> None:
        luck, state = self.chance.random(), told["state"]
        can_do = state in ("information_requested", "selected", "awarded") or (
            state == "ineligible" and now.stage == "decide"
        )
        self.thinks = THINKS if can_do else WAITS
        if state == "information_requested":
            self.hand_in(key) if luck < 0.3 else self.say(key, "answer", self.words("answer"))
        elif state == "ineligible" and now.stage == "decide" and luck < 0.2:
            self.say(key, "appeal", self.words("appeal"))
        elif state == "selected":
            self.say(key, "withdraw" if luck < 0.15 else "accept", "")
        elif state == "awarded" and luck < 0.3:
            how, _, _ = self.caller.page(f"/applications/{key}/step/", {"code": "training"})
            self.book.write("step", key, how, code="training")
        elif state not in ("withdrawn", "lapsed", "completed", "ineligible") and luck < 0.02:
            self.say(key, "withdraw", "")

    def say(self, key: str, act: str, text: str) -> None:
        if self.by_page:
            how, _, _ = self.caller.page(f"/applications/{key}/{act}/", {"text": text})
        else:
            body = {"text": text} if act in ("answer", "appeal") else {}
            how, _, _ = self.caller.api("POST", f"/applications/{key}/{act}", body)
        self.book.write(act, key, how, text=text)

    def bring(self, now: Round) -> None:
        rows = ["Date,Receipt number,Item,Quantity,Net sales"]
        days, first = self.chance.randint(20, 60), date(2025, 1, 1) + timedelta(self.chance.randint(0, 300))
        for n in range(days * 3):
            day = first + timedelta(n // 3)
            rows.append(f"{day} 1{n % 3}:15,{n},Latte {self.person.number},1,{30 + n % 5}.50")
        content = ("\n".join(rows) + "\n").encode()
        digest = hashlib.sha256(content).hexdigest()
        file = f"sales {now.slug}.csv", content
        if self.by_page:
            how, _, _ = self.caller.page("/imports/", {"outlet": self.person.outlet}, file)
        else:
            how, _, _ = self.caller.api("POST", "/imports", {"outlet": self.person.outlet}, file)
        self.book.write("file", self.person.outlet, how, digest=digest, lines=days * 3)


class Officer(Somebody):
    """Works the queues; the first two see to the draw and to the end of the list."""

    drawn = ended_list = ""

    def turn(self, now: Round) -> None:
        if now.stage == "places" and self.person.number < 2:
            self.draw(now)
        elif now.stage == "over" and self.person.number == 0 and self.ended_list != now.slug:
            how, _, _ = self.caller.api("POST", f"/agency/phases/{now.slug}/end")
            self.book.write("end", now.slug, how)
            self.ended_list = now.slug if how == "done" else ""
        queue = self.chance.choice(QUEUES[now.stage])
        how, _, told = self.caller.api("GET", f"/agency/queues/{queue}?phase={now.slug}&limit=60")
        rows = told.get("items") if how == "done" else None
        if rows:
            self.work(now, self.chance.choice(rows))

    def work(self, now: Round, row: dict[str, Any]) -> None:
        key, state, luck = row["id"], row["state"], self.chance.random()
        if state in ("submitted", "under_review"):
            if luck < 0.2 and now.stage == "open":
                self.do(key, "ask", {"text": self.words("ask")})
            elif luck < 0.25:
                self.do(key, "note", {"text": self.words("note")})
            elif luck < 0.85:
                self.decide(key, True)
            else:
                self.decide(key, False)
        elif state == "information_requested" and now.stage != "open" and luck < 0.4:
            self.decide(key, False)
        elif state == "ineligible":
            granted = luck < 0.5
            self.do(
                key,
                "appeal",
                {"granted": granted, "words": self.words("appeal decided")},
                "appeal_granted" if granted else "appeal_refused",
            )
        elif state in ("eligible", "selected", "waitlisted", "awarded") and now.stage == "over" and luck < 0.02:
            self.do(key, "revoke", {"words": self.words("revoke")})
        elif state == "awarded" and luck < 0.5:
            self.do(key, "step", {"code": "visit"})

    def decide(self, key: str, eligible: bool) -> None:
        words = "" if eligible else self.words("no")
        what = "find_eligible" if eligible else "find_ineligible"
        if self.person.number % 2:
            how, _, _ = self.caller.page(
                f"/agency/applications/{key}/decide/", {"eligible": "yes" if eligible else "no", "words": words}
            )
            self.book.write(what, key, how, text=words)
        else:
            self.do(key, "decide", {"eligible": eligible, "words": words}, what)

    def do(self, key: str, act: str, body: dict[str, Any], what: str = "") -> None:
        how, _, _ = self.caller.api("POST", f"/agency/applications/{key}/{act}", body)
        self.book.write(what or act, key, how, text=body.get("text") or body.get("words") or "", by=self.person.number)

    def draw(self, now: Round) -> None:
        if self.drawn == now.slug:
            return
        if self.person.number == 0:
            how, _, _ = self.caller.api(
                "POST", f"/agency/phases/{now.slug}/enter", {"round": "26/118", "value": "3 11 19"}
            )
            self.book.write("enter", now.slug, how)
        else:
            how, _, _ = self.caller.api("POST", f"/agency/phases/{now.slug}/approve", {"value": "3 11 19"})
            self.book.write("draw", now.slug, how)
        if how == "done":
            self.drawn = now.slug
