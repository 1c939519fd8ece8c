"""Two who go at the same moment: an administrator and an owner always stay. SQLite writes one after the other by itself; PostgreSQL by our locks."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from balcao.accounts.actions.administer import block, set_role
from balcao.accounts.actions.change_account import erase_account
from balcao.accounts.models import Role, User
from balcao.businesses.actions.change_people import accept_invitation, change_role, invite, remove_member
from balcao.businesses.models import Invitation, Member

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite lies in memory, where threads share one lock"
    ),
]


def at_once(*acts) -> list[str]:
    """Do all at the same moment; how each ended."""
    ready, ends = Barrier(len(acts)), [""] * len(acts)

    def run(place, act):
        ready.wait(30)
        try:
            act()
            ends[place] = "done"
        except (ValidationError, PermissionDenied):
            ends[place] = "refused"
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(ends)


@pytest.mark.parametrize(
    "go",
    [lambda me: set_role(me, me, Role.PERSON), lambda me: block(me, me), erase_account],
    ids=["role", "block", "erase"],
)
def test_two_administrators_who_go_at_once_leave_one(go, make_user):
    for n in range(3):
        User.objects.all().delete()
        bosses = [make_user(f"boss{n}{m}", Role.ADMINISTRATOR) for m in range(2)]
        assert at_once(*[lambda boss=boss: go(boss) for boss in bosses]) == ["done", "refused"]
        assert User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).count() == 1


def test_two_administrators_who_take_each_others_role_leave_one(make_user):
    one, other = make_user("one", Role.ADMINISTRATOR), make_user("other", Role.ADMINISTRATOR)
    ends = at_once(lambda: set_role(one, other, Role.PERSON), lambda: set_role(other, one, Role.PERSON))
    assert ends == ["done", "refused"]
    assert User.objects.filter(role=Role.ADMINISTRATOR).count() == 1


@pytest.mark.parametrize("go", ["leave", "step down", "erase"])
def test_two_owners_who_go_at_once_leave_one(go, make_business, make_user):
    for n in range(3):
        shop, second = make_business(f"shop{n}"), make_user(f"second{n}")
        Member.objects.create(business=shop.business, user=second, role="owner")
        acts = []
        for user in (shop.owner, second):
            me = Member.objects.select_related("business", "user").get(user=user)
            acts.append({
                "leave": lambda user=user, me=me: remove_member(user, me),
                "step down": lambda user=user, me=me: change_role(user, me, "staff"),
                "erase": lambda user=user: erase_account(user),
            }[go])  # fmt: skip
        assert at_once(*acts) == ["done", "refused"]
        assert shop.business.members.filter(role="owner").count() == 1


def test_who_is_removed_while_a_guest_comes_in_by_their_link_leaves_no_link(shop, make_user):
    second = make_user("second")
    member = Member.objects.create(business=shop.business, user=second, role="owner")
    _, link = invite(second, shop.business, "owner")
    at_once(lambda: remove_member(shop.owner, member), lambda: accept_invitation(second, link))
    assert not Member.objects.filter(user=second).exists()
    assert not Invitation.objects.filter(used_at=None).exists()
