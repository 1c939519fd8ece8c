"""Makes the demo's phases through the same doors as everybody: written, published, applied to, decided, drawn, awarded."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils import timezone

from balcao.accounts.models import User
from balcao.businesses.actions.keep_document import keep_document
from balcao.businesses.models import Business
from balcao.programmes.actions import answer, apply
from balcao.programmes.actions.change_measure import make_measure
from balcao.programmes.actions.change_phase import make_phase, publish, save_terms
from balcao.programmes.actions.decide import decide
from balcao.programmes.actions.see_through import confirm_step
from balcao.programmes.actions.settle import approve_draw, enter_beacon
from balcao.programmes.actions.submit import submit
from balcao.programmes.demo.terms import MEASURE, terms
from balcao.programmes.models import Application, Phase

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n"


def seed(officers: Sequence[User], businesses: Sequence[Business]) -> None:
    """A past phase with half of the businesses, of which a third got a place; and one that is open, with some applications."""
    first, second = officers
    measure = make_measure(first, MEASURE)
    now = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    half = businesses[: len(businesses) // 2]
    past = _phase(first, second, measure, 1, now - timedelta(days=1), 30, max(1, len(half) // 3))
    for business in half:
        _applied(past, business)
    for application in past.applications.all():
        decide(first, Application.objects.select_related("phase").get(pk=application.pk), eligible=True)
    _shift(past, timedelta(days=70))
    enter_beacon(first, past, "26/101", "7 12 23 31 38 45")
    approve_draw(second, past, "7 12 23 31 38 45")
    for n, application in enumerate(past.applications.filter(state="selected").order_by("position")):
        if n % 4 != 3:
            taken = Application.objects.select_related("phase", "business").get(pk=application.pk)
            answer.accept(_owner(taken), taken)
            if n % 2 == 0:
                confirm_step(first, taken.award, "training")
    open_ = _phase(first, second, measure, 2, now - timedelta(days=8), 20, max(2, len(businesses) // 5))
    for business in businesses[len(businesses) // 2 :: 2]:
        _applied(open_, business)


def _phase(
    first: User, second: User, measure: object, number: int, opens_at: datetime, days: int, places: int
) -> Phase:
    wanted = terms(number, opens_at, days, places)
    phase = make_phase(first, measure, wanted.name)
    phase.officers.add(second)
    save_terms(first, phase, wanted)
    publish(first, phase)
    return Phase.objects.get(pk=phase.pk)


def _shift(phase: Phase, back: timedelta) -> None:
    """Move the phase's window into the past: the demo's time runs faster than ours."""
    old = phase.terms
    moved = {name: getattr(old, name) - back for name in ("opens_at", "closes_at", "decides_on", "beacon_at")}
    phase.take(old.model_copy(update=moved))
    phase.published_at = phase.committed_at = moved["opens_at"] - timedelta(days=14)
    phase.save()
    phase.versions.update(document=phase.document, made_at=phase.published_at)


def _owner(application: Application) -> User:
    assert application.business is not None
    owner: User = application.business.members.get(role="owner").user
    return owner


def _applied(phase: Phase, business: Business) -> None:
    owner = business.members.get(role="owner").user
    draft = apply.start(owner, phase, business)
    apply.save(owner, draft, 0, {"no_debt": "yes", "social": "yes"})
    with TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        paper = Path(folder) / "paper"
        paper.write_bytes(PDF)
        apply.attach(
            owner, draft, "registration", keep_document(owner, business, paper, "registration.pdf", "registration")
        )
    submit(owner, draft, anyway=True)
