"""A phase with a rule, a question, a paper, a draw and steps; officers; businesses that apply."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from balcao.accounts.models import Role, User
from balcao.businesses.actions.keep_document import keep_document
from balcao.businesses.models import Business
from balcao.programmes.actions import apply
from balcao.programmes.actions.change_measure import make_measure
from balcao.programmes.actions.change_phase import make_phase, publish, save_terms
from balcao.programmes.actions.decide import decide
from balcao.programmes.actions.settle import approve_draw, enter_beacon
from balcao.programmes.actions.submit import submit
from balcao.programmes.demo.seed import PDF
from balcao.programmes.models import Application, Phase
from balcao.programmes.terms import Condition, Needed, Question, Rule, StepPlan, Terms, Texts


def t(text: str) -> Texts:
    """A text in three languages."""
    return Texts.model_validate({"zh-Hant": f"{text}（中）", "pt": f"{text} (pt)", "en": text})


def terms(**changes: Any) -> Terms:
    """Terms of a phase that is open now."""
    now = timezone.now()
    given = {
        "name": t("Digital support, phase 1"), "about": t("About"), "benefits": t("A free solution"),
        "opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=20),
        "decides_on": (now + timedelta(days=40)).date(), "places": 2, "value": 1_800_000,
        "sectors": ["5610", "5630"],
        "rules": [Rule(code="small", when=Condition(field="people_at_most", test="at_most", value=99), reason=t("Only small businesses."))],
        "questions": [Question(code="tax", kind="declaration", text=t("No tax debt"))],
        "documents": [Needed(code="licence", name=t("Licence"))],
        "steps": [StepPlan(code="training", name=t("Training"), days=30), StepPlan(code="deploy", name=t("Start using it"), days=60, after="training")],
        "beacon_source": t("Mark Six"), "beacon_at": now + timedelta(days=21),
    }  # fmt: skip
    return Terms(**{**given, **changes})


@pytest.fixture
def without_second_factor(settings):
    """Officers come in without one."""
    settings.DEMO = True


@pytest.fixture
def officer(make_user: Callable[..., User]) -> User:
    return make_user("officer", Role.OFFICER)


@pytest.fixture
def second(make_user: Callable[..., User]) -> User:
    return make_user("second", Role.OFFICER)


@pytest.fixture
def new_phase(officer: User, second: User) -> Callable[..., Phase]:
    """A published phase."""

    def make(**changes: Any) -> Phase:
        phase = make_phase(officer, make_measure(officer, t("Digital support")), t("Digital support, phase 1"))
        phase.officers.add(second)
        save_terms(officer, phase, terms(**changes))
        publish(officer, phase)
        return Phase.objects.get(pk=phase.pk)

    return make


@pytest.fixture
def phase(new_phase: Callable[..., Phase]) -> Phase:
    return new_phase()


@pytest.fixture
def applicant(make_business: Callable[..., Any], tmp_path: Path) -> Callable[..., Application]:
    """A business's draft that could be sent, or with `send` its application."""

    def make(phase: Phase, name: str, send: bool = True, **profile: Any) -> Application:
        owned = make_business(name)
        given = {"sector": "5610", "size": "1-3", "registered_on": date(2019, 5, 1), "registered_here": True, **profile}
        Business.objects.filter(pk=owned.business.pk).update(**given)
        business = Business.objects.get(pk=owned.business.pk)
        draft = apply.start(owned.owner, phase, business)
        apply.save(owned.owner, draft, 0, {question.code: "yes" for question in phase.terms.questions})
        for needed in phase.terms.documents:
            file = tmp_path / f"{name}-{needed.code}"
            file.write_bytes(PDF + name.encode())
            apply.attach(
                owned.owner, draft, needed.code, keep_document(owned.owner, business, file, "licence.pdf", needed.code)
            )
        return submit(owned.owner, draft) if send else draft

    return make


def close(phase: Phase) -> Phase:
    """The same phase some weeks later: closed, and the public number known."""
    now = timezone.now()
    changed = phase.terms.model_copy(
        update={
            "opens_at": now - timedelta(days=30),
            "closes_at": now - timedelta(days=3),
            "beacon_at": now - timedelta(days=2),
        }
    )
    phase.take(changed)
    phase.save()
    refused = phase.applications.filter(state="ineligible")
    refused.update(state_at=now - timedelta(days=changed.appeal_days, minutes=1))  # the days to appeal are over, too
    return Phase.objects.get(pk=phase.pk)


def drawn(phase: Phase, officer: User, second: User, decide_all: bool = True) -> Phase:
    """Everything decided as eligible, closed and drawn."""
    for application in phase.applications.filter(state__in=["submitted", "under_review"]) if decide_all else ():
        decide(officer, application, True)
    phase = close(phase)
    enter_beacon(officer, phase, "26/118", "3 11 19")
    approve_draw(second, phase, "3 11 19")
    return Phase.objects.get(pk=phase.pk)


def owner_of(application: Application) -> User:
    assert application.business is not None
    return application.business.members.get(role="owner").user


def now_of(application: Application) -> Application:
    """The application as the database has it."""
    return Application.objects.select_related("phase", "business").get(pk=application.pk)
