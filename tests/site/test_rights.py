"""Walks every address and API route that takes an object, as every role, with another business's objects. None may answer.

New routes are walked by themselves; a new kind of argument must be given an object here, else the walk fails.
"""

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from balcao.accounts.actions.administer import block
from balcao.accounts.models import Role, User
from balcao.businesses import keys
from balcao.businesses.actions.assign_adviser import assign_adviser
from balcao.businesses.actions.change_consent import give_consent
from balcao.businesses.actions.change_people import invite, remove_member
from balcao.businesses.actions.change_tokens import make_officers_token, make_token
from balcao.businesses.actions.keep_document import keep_document
from balcao.businesses.models import Assignment, Member
from balcao.diagnoses.actions.diagnose_history import queue_report
from balcao.messaging.models import Delivery, Hook, Message
from balcao.programmes import agency, following, phase_desk
from balcao.programmes.actions import apply
from balcao.programmes.actions.change_measure import make_measure
from balcao.programmes.actions.change_phase import make_phase, publish, save_terms
from balcao.programmes.actions.submit import submit
from balcao.programmes.models import Application, Phase
from balcao.records.models import Entry
from tests.people import csv_of, undone, work
from tests.programmes.conftest import PDF, t, terms

REFUSALS = {302, 401, 403, 404, 405, 410}
ROLES = [
    "nobody",
    "owner of another",
    "manager of another",
    "staff of another",
    "supplier",
    "adviser",
    "officer",
    "policy_lead",
    "administrator",
]
FOREIGN = ("allauth", "account_", "mfa_", "usersessions", "socialaccount", "openid")
"""Routes of allauth: they act on whoever is signed in; its own tests walk them."""

OPEN = {"phase", "draw", "draw_record", "begin", "figures"}
"""Everybody may read about a published phase, and begin an application for a business of their own."""

ALLOWED = {
    ("officer", "queue_sheet"), ("officer", "awards_sheet"),
    ("officer", "assign"), ("administrator", "assign"), ("officer", "assignment_end"), ("administrator", "assignment_end"),
    ("administrator", "change_user_role"), ("administrator", "forget_factor"), ("administrator", "person"), ("administrator", "give_officers"), ("officer", "register_sheet"), ("administrator", "register_sheet"),
    ("administrator", "sent_sheet"), 
    ("administrator", "delivery_again"),
}  # fmt: skip
"""What the agency's people may do with any business or person: it opens nothing of what the business sells."""


def routes(
    patterns: list[URLPattern | URLResolver] | None = None, prefix: str = ""
) -> Iterator[tuple[str, str, list[str]]]:
    """Each address with its name and the arguments it takes."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        else:
            yield path, pattern.name or "", list(pattern.pattern.converters)


@pytest.fixture
def theirs(shop, bring, make_user, tmp_path):
    """Another business's objects: one for each kind of argument that addresses take."""
    upload = bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40))
    report = queue_report(shop.outlet, None, None)
    work()
    adviser = make_user("their-adviser", Role.ADVISER)
    assignment = Assignment.objects.create(business=shop.business, adviser=adviser)
    invitation, _ = invite(shop.owner, shop.business, "staff")
    hook = Hook.objects.create(name="ledger", url="http://localhost:9/", business=shop.business.pk)
    delivery = Delivery.objects.create(channel="hook", hook=hook, payload={}, state="failed")
    application = _applied(shop, make_user("their-officer", Role.OFFICER), tmp_path)
    attached = application.attached.get()
    token, _ = make_token(shop.owner, shop.business, "till", ["read", "upload"])
    return {
        "business_id": shop.business.pk, "outlet_id": shop.outlet.pk, "import_id": upload.pk, "report_id": report.pk,
        "member_id": Member.objects.get(user=shop.staff).pk, "invitation_id": invitation.pk, "token_id": token.pk,
        "assignment_id": assignment.pk, "user_id": shop.owner.pk, "change": ["undo", *following.CHANGES], "application_id": application.pk, "attached_id": attached.pk,
        "document_id": attached.document_id, "number": 1, "needed": "licence", "slug": application.phase.slug, "measure_id": application.phase.measure_id,
        "part": "texts", "queue": "all", "act": sorted({*agency.ACTS, *phase_desk.ACTS}),
        "form": "csv", "delivery_id": delivery.pk, "hook_id": hook.pk,
    }  # fmt: skip


def _applied(shop, officer, tmp_path) -> Application:
    """An application of the business that was sent in an officer's phase, with a paper."""
    phase = make_phase(officer, make_measure(officer, t("Support")), t("Support, phase 1"))
    phase.officers.add(User.objects.create_user("colleague@example.test", role=Role.OFFICER))  # a draw takes two
    save_terms(officer, phase, terms())
    publish(officer, phase)
    phase = Phase.objects.get(pk=phase.pk)
    shop.business.sector, shop.business.size = "5610", "1-3"
    shop.business.save()
    draft = apply.start(shop.owner, phase, shop.business)
    apply.save(shop.owner, draft, 0, {"tax": "yes"})
    paper = tmp_path / "licence"
    paper.write_bytes(PDF)
    apply.attach(
        shop.owner, draft, "licence", keep_document(shop.owner, shop.business, paper, "licence.pdf", "licence")
    )
    return submit(shop.owner, draft)


def somebody(role, make_user, make_business):
    if role == "nobody":
        return None
    if role.endswith("of another"):
        return getattr(make_business("another"), role.split()[0])
    return make_user(role, Role(role))


def answered(client: Client, path: str, name: str, headers: dict | None = None) -> list[str]:
    found = []
    body = {"data": "{}", "content_type": "application/json"} if path.startswith("/api/") else {}
    for method in ("get", "post"):
        response = getattr(client, method)(path, headers=headers or {}, **(body if method == "post" else {}))
        if response.status_code not in REFUSALS or (response.status_code == 302 and not _to_sign_in(response)):
            found.append(f"{method} {path} ({name}) answered {response.status_code}")
    return found


def _to_sign_in(response) -> bool:
    return response["Location"].startswith(("/accounts/login/", "/accounts/second-factor/"))


def with_objects(objects) -> list[tuple[str, str]]:
    """Every address with another business's objects filled in."""
    found = []
    for path, name, arguments in routes():
        if (
            not arguments
            or name.startswith(FOREIGN)
            or "socialaccount" in path
            or "provider_id" in arguments
            or arguments == ["key"]
        ):
            continue
        if arguments == ["secret"]:
            continue  # an invitation is for whoever has its secret: tests/businesses/test_people.py
        if name in OPEN:
            continue
        filled = ["/" + path]
        for argument in arguments:
            assert argument in objects, f"give the walker an object for <{argument}> of /{path}"
            values = objects[argument] if isinstance(objects[argument], list) else [objects[argument]]
            filled = [re.sub(rf"<(\w+:)?{argument}>", str(value), one) for one in filled for value in values]
        assert not any("<" in one for one in filled), filled
        found += [(one, name) for one in filled]
    return found


@pytest.mark.django_db
@pytest.mark.any_database
def test_no_address_answers_with_what_belongs_to_another_business(theirs, make_user, make_business, as_user, settings):
    """As every role in turn; the objects are made once, and what a walk changed is undone before the next."""
    settings.DEMO = True  # so that the agency's people get past their second factor and really knock
    walked = with_objects(theirs)
    assert len(walked) > 25
    for role in ROLES:
        with undone():
            client = as_user(somebody(role, make_user, make_business))
            found = [f for path, name in walked if (role, name) not in ALLOWED for f in answered(client, path, name)]
        assert found == [], role


def _removed(shop, user) -> None:
    remove_member(shop.owner, Member.objects.get(user=user))


def _blocked(shop, user) -> None:
    block(User.objects.create_user("boss@example.test", role=Role.ADMINISTRATOR), user)


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize("end", [_removed, _blocked])
def test_no_address_answers_to_an_owner_who_was_removed_or_blocked(end, theirs, shop, make_user, as_user):
    user = make_user("second")
    Member.objects.create(business=shop.business, user=user, role="owner")
    _, secret = make_token(user, shop.business, "till", ["read", "upload", "apply"])
    client, headers = as_user(user), {"authorization": f"Bearer {secret}"}
    assert client.get(f"/businesses/{shop.business.pk}/people/").status_code == 200
    end(shop, user)
    walked = with_objects(theirs)
    assert [f for path, name in walked for f in answered(client, path, name)] == []
    api = [(path, name) for path, name in walked if path.startswith("/api/")]
    assert [f for path, name in api for f in answered(Client(), path, name, headers)] == []


@pytest.mark.django_db
@pytest.mark.any_database
def test_no_address_answers_to_people_of_the_agency_without_a_second_factor(theirs, make_user, as_user):
    for role in (Role.ADVISER, Role.OFFICER, Role.POLICY_LEAD, Role.ADMINISTRATOR):
        with undone():
            client = as_user(make_user(role, role))
            assert [f for path, name in with_objects(theirs) for f in answered(client, path, name)] == [], role


@pytest.mark.django_db
def test_no_api_route_answers_to_another_business_token(theirs, make_business):
    other = make_business("another")
    _, secret = make_token(other.owner, other.business, "till", ["read", "upload"])
    headers = {"authorization": f"Bearer {secret}"}
    walked = [(path, name) for path, name in with_objects(theirs) if path.startswith("/api/")]
    assert len(walked) >= 6
    assert [f for path, name in walked for f in answered(Client(), path, name, headers)] == []


@pytest.mark.django_db
def test_no_api_route_answers_to_a_member_of_two_businesses_with_the_token_of_one(theirs, shop, make_business):
    other = make_business("another")
    Member.objects.create(business=shop.business, user=other.owner, role="owner")
    _, secret = make_token(other.owner, other.business, "till", ["read", "upload"])
    headers = {"authorization": f"Bearer {secret}"}
    walked = [(path, name) for path, name in with_objects(theirs) if path.startswith("/api/")]
    assert [f for path, name in walked for f in answered(Client(), path, name, headers)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("to, role", [("adviser", Role.ADVISER), ("officer", Role.OFFICER)])
def test_consent_opens_reports_to_the_agency_and_withdrawing_closes_them(
    to, role, theirs, shop, make_user, as_user, settings
):
    settings.DEMO = True
    user, page = make_user("of-agency", role), f"/imports/{theirs['import_id']}/"
    if to == "adviser":
        assign_adviser(make_user("some-officer", Role.OFFICER), shop.business, user)
    assert as_user(user).get(page).status_code == 404
    give_consent(shop.owner, shop.business, to)
    assert as_user(user).get(page).status_code == 200
    assert as_user(user).post(f"{page}undo/").status_code == 404
    assert [(e.who, e.subject) for e in Entry.objects.filter(business=shop.business.pk, kind="look")] == [
        (user, "diagnosis")
    ]
    as_user(shop.owner).post(f"/businesses/{shop.business.pk}/consents/", {"to": to, "give": "no"})
    assert as_user(user).get(page).status_code == 404


def _insider(shop, make_user, phase) -> User:
    """An officer of the phase who was a member of the business once."""
    user = make_user("insider")
    remove_member(shop.owner, Member.objects.create(business=shop.business, user=user, role="staff"))
    User.objects.filter(pk=user.pk).update(role=Role.OFFICER)
    phase.officers.add(user)
    return User.objects.get(pk=user.pk)


ITS_OWN = {"application_id", "attached_id", "document_id"}
BODIES = [
    {}, {"eligible": True}, {"eligible": False, "words": "no"}, {"text": "x"}, {"words": "x"}, {"granted": True, "words": "x"},
    {"rules": ["small"], "words": "x"}, {"code": "training"}, {"code": "training", "until": "2099-01-01", "words": "x"}, {"points": {"x": 1}},
]  # fmt: skip
"""What acts about an application are sent, one of them for each act at least."""


def _of_the_application(application) -> dict:
    """Everything that an act could change about it."""
    kept = Application.objects.filter(pk=application.pk).values().get()
    written = Entry.objects.filter(subject=application.reference).exclude(kind="application.knocked").count()
    attached = list(application.attached.values())
    said = application.notes.count(), application.business.members.count(), Message.objects.count()
    return {**kept, "written": written, "attached": attached, "said": said}


@pytest.mark.django_db
def test_an_officer_with_an_interest_sees_and_changes_nothing_of_the_application(
    theirs, shop, make_user, as_user, settings, monkeypatch
):
    monkeypatch.setattr(keys, "WITH_KEY", 10**6)
    monkeypatch.setattr(keys, "WITHOUT", 10**6)
    settings.DEMO = True
    application = Application.objects.get(pk=theirs["application_id"])
    insider = _insider(shop, make_user, application.phase)
    before, known = _of_the_application(application), [application.reference, str(application.pk)]
    client = as_user(insider)
    secrets = [make_officers_token(insider, "all")[1], make_officers_token(insider, "read", read_only=True)[1]]
    callers = [(client, {}), *((Client(), {"authorization": f"Bearer {key}"}) for key in secrets)]
    its_own = {path for path, name in with_objects(theirs) if _names(path, theirs)}
    lists = [(f"/{path}", name) for path, name, arguments in routes() if not arguments and not name.startswith(FOREIGN)]
    for path, name in [*with_objects(theirs), *lists]:
        for caller, headers in callers:
            if headers and not path.startswith("/api/"):
                continue
            response = caller.get(path, headers=headers)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            where = (path, name, response.status_code)
            assert not any(word in content.decode("utf-8", "replace") for word in known) or path in its_own, where
            if path in its_own:
                assert response.status_code in REFUSALS - {302}, where
                if path.startswith("/api/"):
                    told = {_status(caller, "post", path, body, headers) for body in BODIES}
                    told |= {_status(caller, "patch", path, {"revision": 0, "answers": {}}, headers)}
                    assert told <= {401, 403, 404, 405, 422} and told != {422}, (path, told)
                else:
                    assert caller.post(path, {"text": "x", "words": "x"}).status_code in {403, 404, 405}, path
    for act, body in (("take", {"ids": [known[1]]}), ("decide", {"decisions": [{"id": known[1], "eligible": True}]})):
        many = callers[1][0].post(
            f"/api/v1/agency/applications/{act}", json.dumps(body), "application/json", headers=callers[1][1]
        )
        assert [(one["state"], one["refusal"]["code"]) for one in many.json()["results"]] == [(None, "forbidden")]
    assert _of_the_application(Application.objects.get(pk=application.pk)) == before


def _status(caller, method, path, body, headers) -> int:
    return getattr(caller, method)(path, json.dumps(body), "application/json", headers=headers).status_code


def _names(path, objects) -> bool:
    """Whether an address names the application, or a paper of it."""
    parts = set(path.strip("/").split("/"))
    return ("applications" in parts and bool(parts & {str(objects[one]) for one in ITS_OWN})) or str(
        objects["document_id"]
    ) in parts


READABLE = {
    "business",
    "outlet",
    "import",
    "import_progress",
    "import_pdf",
    "import_rejects",
    "report",
    "report_pdf",
}
"""What consent opens: to read, and nothing else."""
ASKED = "outlet_diagnosis"
"""What is read of a period must first be made, so whoever may read may ask."""


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize("to, role", [("adviser", Role.ADVISER), ("officer", Role.OFFICER)])
def test_consent_opens_what_can_be_read_and_nothing_that_can_be_done(
    to, role, theirs, shop, make_user, as_user, settings
):
    settings.DEMO = True
    user = make_user("of-agency", role)
    if to == "adviser":
        Assignment.objects.create(business=shop.business, adviser=user)
    give_consent(shop.owner, shop.business, to)
    client = as_user(user)
    for path, name in with_objects(theirs):
        if (role, name) in ALLOWED or path.startswith("/api/"):
            continue
        got = client.get(path).status_code
        assert got in ({200, 302, 404} if name in READABLE else REFUSALS - {302}), (path, got)
        done = {302} if name == ASKED else {403, 404, 405}
        assert client.post(path).status_code in done, path
    upload = {"file": SimpleUploadedFile("more.csv", csv_of(date(2026, 5, 1), 40).encode()), "outlet": shop.outlet.pk}
    assert client.post("/imports/", upload).status_code == 404
    assert client.get("/desk/")["Location"] == ("/agency/" if role == Role.ADVISER else "/agency/applications/")


@pytest.mark.django_db
def test_an_adviser_sees_only_the_businesses_assigned_to_them(theirs, shop, make_user, as_user, settings):
    settings.DEMO = True
    give_consent(shop.owner, shop.business, "adviser")
    assert as_user(make_user("not-theirs", Role.ADVISER)).get(f"/businesses/{shop.business.pk}/").status_code == 404


MEMBERS = {
    "owner": {"consents", "members", "accesses", "tokens", "export", "erase", "profile", "business", "outlet"},
    "manager": {"profile", "business", "outlet"},
    "staff": {"business", "outlet"},
}


@pytest.mark.django_db
def test_each_role_of_a_business_sees_its_part_and_no_more(theirs, shop, as_user):
    for role in MEMBERS:
        with undone():
            client = as_user(getattr(shop, role))
            for path, name in with_objects(theirs):
                if name in MEMBERS["owner"]:
                    assert client.get(path).status_code == (200 if name in MEMBERS[role] else 404), (role, path)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [r for r in ROLES if r != "officer" and r != "administrator"])
def test_only_officers_and_administrators_see_the_register(role, make_user, make_business, as_user, settings):
    settings.DEMO = True
    client = as_user(somebody(role, make_user, make_business))
    assert client.get("/agency/businesses/").status_code in (302, 403)
    assert client.get("/agency/businesses.csv").status_code in (302, 403)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.ADVISER, Role.OFFICER, Role.POLICY_LEAD, Role.ADMINISTRATOR])
def test_people_of_the_agency_get_nowhere_without_a_second_factor(role, make_user, as_user):
    client = as_user(make_user("of-agency", role))
    for path in ("/", "/agency/", "/agency/businesses/", "/accounts/me/"):
        response = client.get(path)
        if path != "/accounts/me/":
            assert response.status_code == 302 and response["Location"] == "/accounts/second-factor/"
