"""Who may do what with phases, applications and awards. Pages, actions and API ask here, and knocking at others' doors is recorded."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404

from balcao.accounts.models import Role, User
from balcao.accounts.rights import Person
from balcao.businesses.actions.look import record_look
from balcao.businesses.models import Document
from balcao.businesses.rights import Right, businesses, members, memberships
from balcao.language import say
from balcao.programmes.interests import has_interest, has_interest_in_phase, interested
from balcao.programmes.models import Application, Measure, Phase
from balcao.records import record


class InterestError(PermissionDenied):
    """An officer may not open an application because of an interest of theirs.

    `others`: who else works on its phase, asked for only where it is told. Which of them have an interest is told to nobody.
    """

    def __init__(self, others: QuerySet[User]) -> None:
        super().__init__(say("conflict-stands"))
        self.others = others


def phases_of(user: Person) -> QuerySet[Phase]:
    """The phases in which somebody works as an officer."""
    if not (user.is_authenticated and user.role == Role.OFFICER):
        return Phase.objects.none()
    return Phase.objects.filter(officers=user)


def measures_of(user: Person) -> QuerySet[Measure]:
    """The measures that somebody may name anew.

    Those of whose published phases they are an officer. Where none was published yet: those of whose drafts they are one, and those
    without a phase. A draft, which any officer may make, gives nobody the name under which others have published.
    """
    if not (user.is_authenticated and user.role == Role.OFFICER):
        return Measure.objects.none()
    mine, published = phases_of(user), Phase.objects.exclude(state=Phase.State.DRAFT)
    fresh = ~Q(pk__in=published.values("measure"))
    return Measure.objects.filter(
        Q(pk__in=mine.exclude(state=Phase.State.DRAFT).values("measure"))
        | fresh & (Q(pk__in=mine.values("measure")) | ~Q(pk__in=Phase.objects.values("measure")))
    )


def phase_officers(phase: Phase) -> QuerySet[User]:
    """Who works on a phase at this moment."""
    return phase.officers.filter(role=Role.OFFICER, is_active=True)


def require_officer(user: Person, phase: Phase) -> None:
    """Raise PermissionDenied unless somebody is an officer of the phase."""
    if not phases_of(user).filter(pk=phase.pk).exists():
        raise PermissionDenied(f"not an officer of {phase.slug}")


def applications(user: Person, right: Right) -> QuerySet[Application]:
    """The applications of businesses with which a member may do this."""
    return Application.objects.filter(business__in=memberships(user, right).values("business"))


def reviewed(user: Person) -> QuerySet[Application]:
    """The applications that an officer works on: those sent in their phases in which they have no interest."""
    mine = list(phases_of(user).values_list("pk", flat=True))  # asked for apart: the planner knows them then
    found = Application.objects.filter(phase__in=mine).exclude(state="draft")
    barred = interested(user) if mine and isinstance(user, User) else []
    return found.exclude(pk__in=barred) if barred else found


def look_at_own(user: Person, application_id: UUID, right: Right = Right.SEE) -> Application:
    """A member's application; else Http404, and a knock at another's is recorded."""
    found = (
        applications(user, right)
        .filter(pk=application_id)
        .select_related("phase__measure", "business", "outlet")
        .first()
    )
    if found is None:
        _record_knock(user, application_id)
        raise Http404
    return found


def look_at_review(user: Person, application_id: UUID) -> Application:
    """An application in an officer's phase; the look is recorded. Else Http404, and a knock is recorded.

    Raises InterestError where the officer has an interest in it.
    """
    found = (
        reviewed(user)
        .filter(pk=application_id)
        .select_related("phase__measure", "business", "outlet", "assigned_to")
        .first()
    )
    if found is None:
        _record_knock(user, application_id)
        sent = Application.objects.filter(pk=application_id, phase__in=phases_of(user)).exclude(state="draft")
        application = sent.select_related("phase").first()
        if application and isinstance(user, User) and has_interest(user, application):
            raise InterestError(phase_officers(application.phase).exclude(pk=user.pk))
        raise Http404
    if found.business:
        record_look(user, found.business, "application")
    return found


def managed(asked: Iterable[tuple[User, Application]]) -> set[tuple[int, UUID]]:
    """Of people and applications those pairs in which somebody manages the business that applies, by their numbers."""
    pairs = {(user.pk, application.pk) for user, application in asked}
    found = members({user for user, _ in pairs}, Right.MANAGE).filter(business__applications__in={a for _, a in pairs})
    return pairs & set(found.values_list("user", "business__applications"))


def require_member(user: User, application: Application, right: Right) -> None:
    """Raise PermissionDenied unless a member may do this with the application."""
    if not applications(user, right).filter(pk=application.pk).exists():
        raise PermissionDenied(f"{right.name.lower()} application {application.pk}")


def require_reviewer(user: User, application: Application) -> None:
    """The door of all acts of officers on applications and awards.

    Raises PermissionDenied unless somebody is an officer of the phase, ValidationError if they have an interest.
    """
    require_officer(user, application.phase)
    if has_interest(user, application):
        raise ValidationError(say("conflict-stands"))


def require_disinterested(user: User, phase: Phase) -> None:
    """The door of acts that give the places of a phase: its officers without an interest in any of its applications."""
    require_officer(user, phase)
    if has_interest_in_phase(user, phase):
        raise ValidationError(say("conflict-in-phase"))


def _record_knock(user: Person, application_id: UUID) -> None:
    other = Application.objects.filter(pk=application_id).first()
    if other is not None:
        who = user if isinstance(user, User) else None
        record.write_once("application.knocked", who, other.business_id, other.reference or other.pk)


def look_at_document(user: Person, document_id: UUID) -> Document:
    """A paper, for members of its business and for officers in whose phase it was handed in; else Http404.

    An officer's look is recorded.
    """
    found = Document.objects.filter(pk=document_id).select_related("business").first()
    if found is None or not user.is_authenticated:
        raise Http404
    if businesses(user, Right.WORK).filter(pk=found.business_id).exists():
        return found
    used = reviewed(user).filter(attached__document=found).first()
    if used is None:
        raise Http404
    record.write("document.read", user, found.business_id, found.pk, application=used.reference)
    return found


def manages(user: User, application: Application) -> bool:
    """Whether somebody manages the business that applied, and so does what staff cannot."""
    business = application.business
    return business is not None and business.members.filter(user=user, role__in=Right.MANAGE.roles).exists()
