"""Reads about businesses, scoped to who asks."""

from django.core.exceptions import PermissionDenied
from django.db.models import Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from balcao.accounts.models import Role, User
from balcao.accounts.rights import Person
from balcao.businesses.models import Assignment, Business, Consent, Invitation, Member, Outlet
from balcao.businesses.rights import Right, businesses, require
from balcao.records.models import Entry


def my_businesses(user: Person) -> QuerySet[Business]:
    """Where somebody is a member, with `my_role` and the latest day of sales, newest business first."""
    role = Member.objects.filter(business=OuterRef("pk"), user_id=user.pk).values("role")[:1]
    return (
        businesses(user, Right.WORK)
        .annotate(my_role=Subquery(role), last=Max("outlets__imports__last", filter=Q(outlets__imports__state="done")))
        .order_by("-created_at")
    )


def cared_for(user: User) -> QuerySet[Business]:
    """The businesses that somebody of the agency may look into, by name; their own are not among them."""
    own = Member.objects.filter(user=user).values("business")
    return (
        businesses(user, Right.SEE)
        .exclude(pk__in=own)
        .annotate(last=Max("outlets__imports__last", filter=Q(outlets__imports__state="done")))
        .order_by("name_zh", "name_pt", "name_en", "pk")
    )


def outlets(user: Person, right: Right) -> QuerySet[Outlet]:
    """Outlets of the businesses with which somebody may do this."""
    return Outlet.objects.filter(business__in=businesses(user, right)).select_related("business").order_by("created_at")


def people(user: Person, business: Business) -> tuple[QuerySet[Member], QuerySet[Invitation]]:
    """Members and open invitations, for owners."""
    require(user, business, Right.OWN)
    return (
        business.members.select_related("user").order_by("since"),
        business.invitations.filter(used_at=None).order_by("-made_at", "pk"),
    )


def consents(user: Person, business: Business) -> dict[str, Consent | None]:
    """Each thing that can be consented to, with the consent in force."""
    require(user, business, Right.OWN)
    given = {consent.to: consent for consent in business.consents.filter(withdrawn_at=None)}
    return {to: given.get(to) for to in Consent.To.values}


def accesses(user: Person, business: Business, everything: bool = False) -> QuerySet[Entry]:
    """Who has looked, or everything in the record about the business; latest first, for owners."""
    require(user, business, Right.OWN)
    found = Entry.objects.filter(business=business.pk).select_related("who").order_by("-at", "-id")
    return found if everything else found.filter(kind="look")


def all_businesses(user: Person, search: str = "") -> QuerySet[Business]:
    """Names and sectors of all businesses, for those who assign advisers; nothing of what they sell."""
    if not (user.is_authenticated and user.role in (Role.OFFICER, Role.ADMINISTRATOR)):
        raise PermissionDenied("needs officer")
    found = Business.objects.order_by("-created_at", "pk").prefetch_related(
        Prefetch("assignments", Assignment.objects.filter(until=None).select_related("adviser"), to_attr="advisers")
    )
    for word in search.split()[:5]:
        found = found.filter(
            Q(name_zh__icontains=word)
            | Q(name_pt__icontains=word)
            | Q(name_en__icontains=word)
            | Q(registration_number__icontains=word)
        )
    return found
