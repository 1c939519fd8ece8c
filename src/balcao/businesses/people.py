"""Pages about who belongs to a business: members, their roles, and the links that make members."""

from uuid import UUID

import segno
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from balcao.accounts.resume import signed_in
from balcao.businesses import queries
from balcao.businesses.actions import change_people
from balcao.businesses.actions.look import look
from balcao.businesses.forms import InvitationForm
from balcao.businesses.models import Invitation, Member
from balcao.businesses.rights import Right, is_member
from balcao.language import say, words
from balcao.pages import in_pages


@signed_in
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, business_id: UUID) -> HttpResponse:
    """Members, and links that make members."""
    found = look(request.user, business_id, Right.OWN, "people")
    form = InvitationForm(request.POST or None)
    made = {}
    if request.method == "POST" and form.is_valid():
        try:
            invited, secret = change_people.invite(request.user, found, form.cleaned_data["role"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            link = request.build_absolute_uri(reverse("invitation", args=[secret]))
            qr = segno.make(link, error="m").svg_inline(border=0, svgclass=None, lineclass=None, omitsize=True)
            made = {"link": link, "qr": qr, "invited": invited}
    members, invitations = queries.people(request.user, found)
    page = {
        "business": found,
        "members": members,
        "invitations": in_pages(request, invitations),
        "form": form,
        "roles": Member.Role.values,
    }
    return render(request, "businesses/people.html", {**page, **made})


@signed_in
@require_POST
def member_role(request: HttpRequest, business_id: UUID, member_id: int) -> HttpResponse:
    """Another role for a member."""
    found = look(request.user, business_id, Right.OWN, "people")
    member = get_object_or_404(Member, pk=member_id, business=found)
    role = request.POST.get("role", "")
    if role in Member.Role.values:
        told_how(
            request,
            lambda: change_people.change_role(request.user, member, role),
            say("member-role-set", who=str(member.user), role=words().word("member", role)),
        )
    return redirect("members", found.pk)


@signed_in
@require_POST
def member_remove(request: HttpRequest, business_id: UUID, member_id: int) -> HttpResponse:
    """Take a member out, or leave."""
    found = look(request.user, business_id, Right.WORK, "people")
    right = Right.OWN if not found.members.filter(pk=member_id, user=request.user).exists() else Right.WORK
    look(request.user, business_id, right, "people")
    member = get_object_or_404(Member, pk=member_id, business=found)
    leaving = member.user_id == request.user.pk
    done = told_how(
        request,
        lambda: change_people.remove_member(request.user, member),
        say("member-left" if leaving else "member-removed", who=str(member.user)),
    )
    return redirect("businesses") if leaving and done else redirect("members", found.pk)


def told_how(request: HttpRequest, change: object, said: str) -> bool:
    """Do it, and say how it went."""
    try:
        change()  # type: ignore[operator]
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return False
    messages.success(request, said)
    return True


@signed_in
@require_POST
def invitation_withdraw(request: HttpRequest, business_id: UUID, invitation_id: int) -> HttpResponse:
    """A link that shall open nothing any more."""
    found = look(request.user, business_id, Right.OWN, "people")
    change_people.withdraw_invitation(request.user, get_object_or_404(Invitation, pk=invitation_id, business=found))
    messages.success(request, say("invitation-withdrawn"))
    return redirect("members", found.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation; opening it changes nothing yet."""
    opened = change_people.find_invitation(secret)
    if opened and is_member(request.user, opened.business):
        messages.info(request, say("already-member"))
        return redirect("business", opened.business_id)
    if opened is None:
        return render(request, "businesses/invitation_closed.html", status=410)
    if request.method == "POST":
        try:
            member = change_people.accept_invitation(request.user, secret)
        except ValidationError:
            return render(request, "businesses/invitation_closed.html", status=410)
        return redirect("business", member.business_id)
    return render(request, "businesses/invitation.html", {"invited": opened})
