"""What somebody's right has made ends with that right: invitations, keys, sessions; and the record tells it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from balcao.accounts.actions.administer import block, end_sessions, set_role, unblock
from balcao.accounts.actions.change_account import erase_account
from balcao.accounts.models import Role, User
from balcao.businesses.actions.assign_adviser import assign_adviser
from balcao.businesses.actions.change_people import accept_invitation, change_role, invite, remove_member
from balcao.businesses.actions.change_tokens import make_officers_token, make_token, revoke_token, use_token
from balcao.businesses.models import Assignment, Business, Invitation, Member, Token
from balcao.programmes.demo.seed import PDF
from balcao.records.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(shop, make_user):
    """Another owner of the shop."""
    user = make_user("second")
    return Member.objects.create(business=shop.business, user=user, role="owner")


@pytest.fixture
def boss(make_user):
    return make_user("boss", Role.ADMINISTRATOR)


def kinds(**about) -> list[str]:
    return list(Entry.objects.filter(**about).order_by("id").values_list("kind", flat=True))


def remove(shop, member):
    remove_member(shop.owner, member)


def demote(shop, member):
    change_role(shop.owner, member, "manager")


@pytest.mark.parametrize("end", [remove, demote])
def test_an_owner_who_goes_comes_back_by_no_invitation_and_no_key_of_their_own(end, shop, second, make_user):
    _, link = invite(second.user, shop.business, "owner")
    _, key = make_token(second.user, shop.business, "till", ["read"])
    _, others = invite(shop.owner, shop.business, "staff")
    end(shop, second)
    with pytest.raises(ValidationError):
        accept_invitation(second.user, link)
    assert use_token(key) is None
    assert accept_invitation(make_user("new"), others).role == "staff"  # what others made stays
    change = {remove: "member.removed", demote: "member.changed"}[end]
    assert {change, "invitation.withdrawn", "token.revoked"} <= set(kinds(business=shop.business.pk, who=shop.owner))


def test_who_is_an_owner_again_has_no_old_key_that_wakes(shop, second):
    _, key = make_token(second.user, shop.business, "till", ["read"])
    change_role(shop.owner, second, "staff")
    change_role(shop.owner, second, "owner")
    assert use_token(key) is None


def test_an_invitation_opens_only_while_its_maker_may_invite(shop, second, make_user):
    _, link = invite(second.user, shop.business, "staff")
    Member.objects.filter(pk=second.pk).update(role="staff")  # as nobody does it: the door asks, too
    with pytest.raises(ValidationError):
        accept_invitation(make_user("new"), link)
    Member.objects.filter(pk=second.pk).update(role="owner")
    User.objects.filter(pk=second.user_id).update(is_active=False)
    with pytest.raises(ValidationError):
        accept_invitation(make_user("newer"), link)
    User.objects.filter(pk=second.user_id).delete()
    with pytest.raises(ValidationError):
        accept_invitation(make_user("newest"), link)


def test_invitations_and_keys_are_in_the_record(shop):
    invitation, _ = invite(shop.owner, shop.business, "manager")
    token, _ = make_token(shop.owner, shop.business, "till", ["read", "upload"])
    number = str(token.pk)
    revoke_token(shop.owner, token)
    made = Entry.objects.get(kind="invitation.made")
    assert (made.who, made.business, made.subject, made.facts) == (
        shop.owner, shop.business.pk, str(invitation.pk), {"role": "manager"},
    )  # fmt: skip
    assert Entry.objects.get(kind="token.made").facts == {"scopes": "read upload"}
    assert Entry.objects.get(kind="token.revoked").subject == number
    assert "till" not in str(list(Entry.objects.values()))  # names are free text


def test_a_role_taken_away_ends_its_keys_and_cares_and_giving_it_back_wakes_none(shop, boss, make_user):
    officer, adviser = make_user("officer", Role.OFFICER), make_user("adviser", Role.ADVISER)
    _, key = make_officers_token(officer, "ledger")
    assign_adviser(officer, shop.business, adviser)
    set_role(boss, officer, Role.PERSON)
    set_role(boss, adviser, Role.PERSON)
    assert use_token(key) is None and not Token.objects.filter(user=officer).exists()
    set_role(boss, officer, Role.OFFICER)
    set_role(boss, adviser, Role.ADVISER)
    assert use_token(key) is None and not Assignment.objects.filter(adviser=adviser, until=None).exists()
    roles = list(
        Entry.objects.filter(kind="account.role", subject=officer.pk).order_by("id").values_list("who", "facts")
    )
    assert roles == [
        (boss.pk, {"before": "officer", "after": "person"}), (boss.pk, {"before": "person", "after": "officer"}),
    ]  # fmt: skip
    assert Entry.objects.get(kind="token.revoked").who == boss
    assert Entry.objects.get(kind="adviser.ended").business == shop.business.pk


def test_a_role_taken_away_ends_no_key_of_a_business_of_ones_own(shop, boss):
    User.objects.filter(pk=shop.owner.pk).update(role=Role.OFFICER)
    _, key = make_token(shop.owner, shop.business, "till", ["read"])
    set_role(boss, shop.owner, Role.PERSON)
    assert use_token(key)


def test_a_blocked_person_is_out_at_once_with_all_that_they_made(shop, second, boss, as_user, make_user):
    _, link = invite(second.user, shop.business, "staff")
    _, key = make_token(second.user, shop.business, "till", ["read"])
    browser = as_user(second.user)
    home = f"/businesses/{shop.business.pk}/"
    assert browser.get(home).status_code == 200
    block(boss, second.user)
    assert browser.get(home).status_code == 302
    api = Client(headers={"authorization": f"Bearer {key}"})
    assert api.get("/api/outlets").status_code == 401
    with pytest.raises(ValidationError):
        accept_invitation(make_user("new"), link)
    unblock(boss, second.user)
    assert browser.get(home).status_code == 302  # the old session stays ended
    assert not Invitation.objects.filter(made_by=second.user).exists() and not Token.objects.exists()
    assert kinds(subject=str(second.user.pk)) == ["account.blocked", "sessions.ended", "account.unblocked"]


def test_ending_sessions_ends_each_and_no_other_persons(shop, boss, as_user):
    mine, again, theirs = as_user(shop.owner), as_user(shop.owner), as_user(shop.manager)
    end_sessions(boss, shop.owner)
    answers = [browser.get("/businesses/").status_code for browser in (mine, again, theirs)]
    assert answers == [302, 302, 200]
    assert Entry.objects.get(kind="sessions.ended").subject == str(shop.owner.pk)


def test_an_erased_account_leaves_no_open_invitation(shop, second, make_user):
    _, link = invite(second.user, shop.business, "owner")
    gone = second.user_id
    erase_account(second.user)
    with pytest.raises(ValidationError):
        accept_invitation(make_user("new"), link)
    assert not Invitation.objects.filter(used_at=None).exists()
    assert Entry.objects.get(kind="account.erased").subject == str(gone)


@pytest.mark.parametrize("act", [lambda me: set_role(me, me, Role.PERSON), lambda me: block(me, me), erase_account])
def test_the_last_administrator_cannot_go(act, boss, make_user):
    other = make_user("blocked-boss", Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(ValidationError):
        act(boss)
    User.objects.filter(pk=other.pk).update(is_active=True)
    act(boss)
    assert list(User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)) == [other]


def test_only_administrators_administer(shop, make_user):
    officer = make_user("officer", Role.OFFICER)
    blocked = make_user("old-boss", Role.ADMINISTRATOR, is_active=False)
    for by in (officer, shop.owner, blocked):
        for act in (block, unblock, end_sessions, lambda a, b: set_role(a, b, Role.OFFICER)):
            with pytest.raises(PermissionDenied):
                act(by, shop.manager)
    assert not Entry.objects.filter(kind__startswith="account.").exists()


def test_what_is_done_with_a_business_is_in_the_record_by_the_names_of_its_fields_only(shop, as_user):
    home, client = f"/businesses/{shop.business.pk}/", as_user(shop.owner)
    client.post(f"{home}profile/", {"name_en": "Harbour", "size": "1-3", "phone": "2833 0000"})
    client.post(f"{home}profile/", {"name_en": "Harbour", "size": "1-3", "phone": "2833 0000"})  # nothing is changed
    client.post(f"{home}outlets/{shop.outlet.pk}/", {"name": "On the corner"})
    client.post(f"{home}monthly/", {"wanted": "yes"})
    b"".join(client.post(f"{home}export/").streaming_content)
    told = Entry.objects.filter(business=shop.business.pk).order_by("id").values_list("kind", "facts")
    assert list(told) == [
        ("business.registered", {}),
        ("profile.changed", {"changed": "name_en phone size"}),
        ("outlet.saved", {}),
        ("monthly.changed", {"wanted": True}),
        ("export.taken", {}),
    ]


def test_the_register_tells_the_day_of_the_place(shop, make_user, as_user, settings):
    settings.DEMO = True
    Business.objects.update(created_at=datetime(2026, 3, 1, 17, 0, tzinfo=UTC))  # the 2nd, 1 in the morning, in Macao
    sheet = as_user(make_user("officer", Role.OFFICER)).get("/agency/businesses.csv").getvalue().decode()
    assert "2026-03-02" in sheet and "2026-03-01" not in sheet


def test_a_key_that_nobody_used_for_a_year_opens_nothing(shop):
    token, key = make_token(shop.owner, shop.business, "till", ["read"])
    year = timedelta(days=365, minutes=1)
    Token.objects.update(created_at=token.created_at - year)
    assert use_token(key) is None
    Token.objects.update(used_at=token.created_at - year + timedelta(minutes=2))
    assert use_token(key)


@pytest.mark.parametrize("odd", ["²", "abc", "9" * 30, "", "-1", "٣"])
def test_what_is_no_number_of_a_row_is_nothing_that_is_there(odd, shop, make_user, as_user, settings):
    settings.DEMO = True
    client = as_user(make_user("officer", Role.OFFICER))
    assert client.post("/agency/tokens/", {"revoke": odd}).status_code == 302 and not Token.objects.exists()
    assert client.post(f"/agency/businesses/{shop.business.pk}/adviser/", {"adviser": odd}).status_code == 404


@pytest.mark.django_db
def test_a_paper_that_is_thrown_away_is_named_in_the_record(shop, tmp_path):
    from balcao.businesses.actions.keep_document import keep_document, throw_away

    file = tmp_path / "licence"
    file.write_bytes(PDF)
    document = keep_document(shop.owner, shop.business, file, "licence.pdf", "licence")
    key = document.pk
    throw_away(shop.owner, document)
    assert Entry.objects.get(kind="document.erased").subject == str(key)
