"""The one thing to do next, for whoever is signed in: a sentence, a button, and where it leads."""

from django.urls import reverse
from django.utils import timezone

from balcao.accounts.models import Role, User
from balcao.businesses.queries import my_businesses
from balcao.language import colon, language, say
from balcao.pages import Next
from balcao.programmes import desk, second, waiting
from balcao.programmes.at_home import open_phases
from balcao.programmes.queries import days_left
from balcao.programmes.rights import phases_of

DESKS = {Role.ADMINISTRATOR: "people", Role.OFFICER: "queue", Role.ADVISER: "agency"}
"""Where the work of each role lies; a policy lead's comes with the figures that phases bring."""


def next_step(user: User) -> Next:
    """For the agency's people their work, for others what is due first, then what there is to gain."""
    return _of_agency(user) if user.of_agency else _of_businesses(user)


def _of_agency(user: User) -> Next:
    if user.role == Role.ADMINISTRATOR and desk.in_need_of_officers().exists():
        return Next(
            say("phase-officers-title"), say("phase-officers-what"), say("today-open"), reverse("phase_officers")
        )
    if user.role != Role.OFFICER:
        page = DESKS.get(user.role, "me")
        return Next(say(f"{page}-title"), "" if page == "me" else say(f"{page}-lead"), say("today-open"), reverse(page))
    if not phases_of(user).exists():
        return Next(say("phase-first"), say("phase-first-do"), say("phase-new"), reverse("phase_new"))
    counts = desk.counts(user, second=len(second.of_phases(user)))
    queue = desk.first_with_work(counts)
    if not counts[queue]:
        return Next(say("queue-empty"), "", say("nav-phase-list"), reverse("phase_list"))
    more = f"{say(f'queue-{queue}')}{colon()}{counts[queue]}"
    return Next(say("today-queue"), more, say("today-open"), f"{reverse('queue')}?queue={queue}")


def _of_businesses(user: User) -> Next:
    if waits := waiting.of(user):
        return waiting.told(waits[0])
    mine = list(my_businesses(user)[:2])
    if not mine:
        return Next(say("today-new"), say("today-new", "more"), say("business-new"), reverse("business_new"))
    for business in mine:
        for phase in open_phases(business):
            name, left = phase.terms.name.in_language(language()), days_left(phase.closes_at, timezone.now())
            deadline = say("days-left", days=left, until=phase.closes_at)
            return Next(
                name,
                phase.terms.benefits.in_language(language()),
                say("today-phase"),
                reverse("phase", args=[phase.slug]),
                deadline,
            )
    page = reverse("business", args=[mine[0].pk]) if len(mine) == 1 else reverse("businesses")
    name = "today-sales" if mine[0].last is None else "today-report"
    return Next(say(name), say(name, "more"), say(name, "do"), page)
