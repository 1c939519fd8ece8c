"""Measures: made, and named anew."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from balcao.accounts.models import Role, User
from balcao.accounts.rights import require_role
from balcao.language import say
from balcao.programmes.models import Measure
from balcao.programmes.rights import measures_of
from balcao.programmes.terms import Texts
from balcao.records import record


@transaction.atomic
def make_measure(user: User, name: Texts) -> Measure:
    """A new line of support, named in all languages."""
    require_role(user, Role.OFFICER)
    measure = Measure.objects.create(name=_whole(name))
    record.write("measure.made", user, None, measure.pk)
    return measure


@transaction.atomic
def rename(user: User, measure: Measure, name: Texts, seen: Texts) -> None:
    """Give a measure another name; the one before is kept, with its moment. `seen`: what was read before.

    Raises PermissionDenied unless somebody works on the measure, ValidationError where a colleague was faster or a language lacks.
    """
    held = Measure.objects.select_for_update().get(pk=measure.pk)
    if not measures_of(user).filter(pk=held.pk).exists():
        raise PermissionDenied(f"no officer of measure {held.pk}")
    before, now = held.name, timezone.now()
    held.name = _whole(name)
    if held.name == before:  # as of a form that was sent twice
        return
    if Texts.model_validate(before) != seen:
        raise ValidationError(say("moved-meanwhile"))
    held.earlier_names = [*held.earlier_names, {"name": before, "until": now.isoformat()}]
    held.save(update_fields=["name", "earlier_names"])
    record.write("measure.renamed", user, None, held.pk, before=before, after=held.name)


def _whole(name: Texts) -> dict[str, str]:
    if not name.whole:
        raise ValidationError(say("measure-name-whole"))
    return name.model_dump(by_alias=True)
