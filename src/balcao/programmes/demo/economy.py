"""A made-up economy in the database, for sizing: so many businesses, and so many of them with an application in one open phase."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
from django.db import transaction
from django.utils import timezone

from balcao.accounts.models import Role, User
from balcao.businesses.districts import DISTRICTS
from balcao.businesses.models import Business, Document, Member, Outlet
from balcao.programmes.actions.change_measure import make_measure
from balcao.programmes.actions.change_phase import make_phase, publish, save_terms
from balcao.programmes.actions.submit import new_reference, search_text
from balcao.programmes.demo.terms import MEASURE, SECTORS, terms
from balcao.programmes.duplicates import digest, folded
from balcao.programmes.facts import own_profile
from balcao.programmes.models import Application, Attached, Mark, Phase
from balcao.programmes.rules import Judge
from balcao.programmes.states import State
from balcao.records import record

BATCH = 2000
SIZES = ("0", "1-3", "4-9", "10-49", "100+")


def fill(businesses: int, applications: int, seed: int, tell: Callable[[str], None]) -> Phase:
    """Make them and return the phase. Safe to run on an empty deployment only: addresses are numbered from one."""
    rng = np.random.default_rng(seed)
    officers = [
        User.objects.get_or_create(email=f"sizing-officer{n}@example.test", defaults={"role": Role.OFFICER, "name": f"Officer {n}", "password": "!"})[0]
        for n in (1, 2)
    ]  # fmt: skip
    opens = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=5)
    wanted = terms(3, opens, 30, max(1, applications // 6))
    phase = make_phase(officers[0], make_measure(officers[0], MEASURE), wanted.name)
    phase.officers.add(officers[1])
    save_terms(officers[0], phase, wanted)
    publish(officers[0], phase)
    phase = Phase.objects.get(pk=phase.pk)
    for start in range(0, businesses, BATCH):
        with transaction.atomic():
            made = _businesses(range(start, min(businesses, start + BATCH)), rng)
            _applications(phase, made[: max(0, applications - start)], officers, rng)
        tell(f"{min(businesses, start + BATCH)} of {businesses}")
    return phase


def _businesses(numbers: range, rng: np.random.Generator) -> list[tuple[Business, User]]:
    count = len(numbers)
    sectors, sizes = rng.choice(SECTORS, count), rng.choice(SIZES, count, p=[0.2, 0.45, 0.2, 0.13, 0.02])
    districts, years = rng.choice(DISTRICTS["MO"], count), rng.integers(2005, 2027, count)
    users = User.objects.bulk_create(
        [User(email=f"sizing{n}@example.test", name=f"Owner {n}", language="zh-hant", password="!") for n in numbers], batch_size=500
    )  # fmt: skip
    made = Business.objects.bulk_create([
        Business(
            name_zh=f"商戶{n}", name_pt=f"Loja {n}", name_en=f"Shop {n}", sector=str(sectors[i]), size=str(sizes[i]),
            district=str(districts[i]), registration_number=f"S-{n:07}", registered_on=date(int(years[i]), 1 + n % 12, 1),
            registered_here=True, phone=f"6{n % 97_000:07}", address=f"Rua {n % 90_000}",
        )
        for i, n in enumerate(numbers)
    ], batch_size=500)  # fmt: skip
    Outlet.objects.bulk_create([Outlet(business=business) for business in made], batch_size=500)
    Member.objects.bulk_create(
        [Member(business=b, user=u, role=Member.Role.OWNER) for b, u in zip(made, users, strict=True)], batch_size=500
    )
    return list(zip(made, users, strict=True))


def _applications(
    phase: Phase, made: list[tuple[Business, User]], officers: list[User], rng: np.random.Generator
) -> None:
    """Applications as they would have been sent during the last days, each with a paper; a third with an officer."""
    now, judge = timezone.now(), Judge(phase.terms)
    ago = rng.uniform(0, 4 * 86400, len(made))
    rows, papers = [], []
    for n, (business, user) in enumerate(made):
        at = now - timedelta(seconds=float(ago[n]))
        taken = officers[n % 2] if n % 3 == 0 else None
        reference, profile = new_reference(now), {**own_profile(business), "outlets": 1}
        rows.append(Application(
            phase=phase, business=business, reference=reference, search=search_text(reference, profile), state=State.UNDER_REVIEW if taken else State.SUBMITTED,
            state_at=at, made_by=user, made_at=at, submitted_at=at, submitted_by=user, version=1, revision=1,
            answers={"no_debt": True, "social": True}, profile=profile, assigned_to=taken,
            judged={"version": 1, "at": at.isoformat(), "rules": {rule.code: "met" for rule in judge.rules}},
            due_at=at + timedelta(days=phase.terms.review_days),
        ))  # fmt: skip
        papers.append(Document(
            business=business, kind="registration", name="registration", media="application/pdf", size=1, digest="0" * 64,
            key="documents/00/none", brought_by=user,
        ))  # fmt: skip
    Application.objects.bulk_create(rows, batch_size=500)
    Document.objects.bulk_create(papers, batch_size=500)
    Attached.objects.bulk_create(
        [Attached(application=a, document=d, needed="registration") for a, d in zip(rows, papers, strict=True)],
        batch_size=500,
    )
    kinds = (
        (Mark.Kind.PHONE, "phone"),
        (Mark.Kind.ADDRESS, "address"),
        (Mark.Kind.REGISTRATION, "registration_number"),
    )
    Mark.objects.bulk_create(
        [
            Mark(application=a, kind=kind, digest=digest(kind, folded(a.profile[name])))
            for a in rows
            for kind, name in kinds
        ],
        batch_size=1000,
    )
    record.write_all([
        record.entry("application.moved", None, a.business_id, a.reference, **{"from": "draft", "to": a.state, "reason": None})
        for a in rows
    ])  # fmt: skip
