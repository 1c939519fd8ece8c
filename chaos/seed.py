"""Who is there before it begins: officers and owners who are signed in, with a key each; hooks; and the phases, as time passes."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from balcao.accounts.models import Role, User
from balcao.businesses.actions.change_tokens import make_officers_token, make_token
from balcao.businesses.actions.register_business import register_business
from balcao.businesses.models import Business
from balcao.messaging.actions.change_hooks import make_hook
from balcao.programmes.actions.change_phase import make_measure, make_phase, publish, save_terms
from balcao.programmes.models import Application, Phase
from balcao.programmes.terms import GRACE, Condition, Needed, Question, Rule, StepPlan, Terms, Texts

OFFICERS, OWNERS, PLACES = 8, 192, 24


@dataclass
class Person:
    """Somebody signed in, with a key for their program."""

    number: int
    session: str
    key: str
    business: str = ""
    outlet: str = ""


def t(text: str) -> Texts:
    """A text in three languages."""
    return Texts.model_validate({"zh-Hant": f"{text}（中）", "pt": f"{text} (pt)", "en": text})


def seed(hooks: list[str]) -> tuple[list[Person], list[Person]]:
    """Officers and owners; the hooks' addresses are told of everything from now on."""
    administrator = User.objects.create_user("administrator@example.test", role=Role.ADMINISTRATOR)
    for n, address in enumerate(hooks):
        make_hook(administrator, f"hook {n}", address)
    officers = []
    for n in range(OFFICERS):
        user = User.objects.create_user(
            f"officer{n}@example.test", name=f"Officer {n}", role=Role.OFFICER, language="en"
        )
        officers.append(Person(n, _session(user, "mfa"), make_officers_token(user, "program")[1]))
    owners = []
    for n in range(OWNERS):
        user = User.objects.create_user(f"owner{n}@example.test", name=f"Owner {n}", language="en")
        outlet = register_business(user, Business(name_en=f"Shop {n}", sector="5610", size="1-3" if n % 12 else "100+"))
        _, key = make_token(user, outlet.business, "program", ["read", "upload", "apply"])
        owners.append(Person(n, _session(user, "code"), key, str(outlet.business_id), str(outlet.pk)))
    return officers, owners


def _session(user: User, method: str) -> str:
    store = SessionStore()
    now = timezone.now().timestamp()
    store.update({
        SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
        HASH_SESSION_KEY: user.get_session_auth_hash(), "account_authentication_methods": [{"method": method, "at": now}],
        "account_authentication_methods_user": str(user.pk),
    })  # fmt: skip
    store.create()
    return str(store.session_key)


def open_phase(number: int) -> str:
    """A new phase is open; returns its address."""
    officers = list(User.objects.filter(role=Role.OFFICER).order_by("pk"))
    now = timezone.now()
    terms = Terms(
        name=t(f"Support, round {number}"), about=t("About"), benefits=t("A solution"),
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=20), beacon_at=now + timedelta(days=21),
        decides_on=(now + timedelta(days=40)).date(), places=PLACES, value=1_800_000, sectors=["5610"],
        rules=[Rule(code="small", when=Condition(field="people_at_most", test="at_most", value=99), reason=t("Only small businesses."))],
        questions=[
            Question(code="tax", kind="declaration", text=t("No tax debt")),
            Question(code="wish", kind="long_text", required=False, text=t("What would help you?")),
        ],
        documents=[Needed(code="licence", name=t("Licence"))],
        steps=[
            StepPlan(code="training", name=t("Training"), days=30),
            StepPlan(code="visit", name=t("Visit"), days=30, after="training", by="agency"),
        ],
        beacon_source=t("Mark Six"),
    )  # fmt: skip
    phase = make_phase(officers[0], make_measure(officers[0], t("Support")), terms.name)
    phase.officers.set(officers)
    save_terms(officers[0], phase, terms)
    publish(officers[0], phase)
    return str(phase.slug)


@transaction.atomic
def close_phase(slug: str) -> None:
    """Its last moment is now: what was sent before counts."""
    phase = Phase.objects.select_for_update().get(slug=slug)
    now = timezone.now()
    phase.take(phase.terms.model_copy(update={"closes_at": now - GRACE, "beacon_at": now}))
    phase.save(update_fields=["document", "opens_at", "closes_at", "places", "method"])


def days_pass(slug: str) -> None:
    """Whoever was refused can appeal no more."""
    refused = Application.objects.filter(phase__slug=slug, state="ineligible")
    refused.filter(state_at__gt=timezone.now() - timedelta(days=1)).update(state_at=F("state_at") - timedelta(days=60))
