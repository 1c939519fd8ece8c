"""Reading again under the lock: whoever changes an application, an award or a phase sees it as it is, and alone.

The phase is always locked before its applications, so that no two wait for each other.
"""

from uuid import UUID

from balcao.language import say
from balcao.programmes.actions.move import MovedAlready
from balcao.programmes.models import Application, Phase, Sending


def lock_phase(phase: Phase) -> Phase:
    """The phase as it is, with its row locked until the transaction ends: one gives or frees its places at a time."""
    return Phase.objects.select_for_update().get(pk=phase.pk)


def lock(application: Application) -> None:
    """Read an application again, with its row locked until the transaction ends. Raises MovedAlready if it is gone."""
    try:
        application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    except Application.DoesNotExist:
        raise MovedAlready(say("moved-meanwhile")) from None


def lock_with_phase(application: Application) -> Phase:
    """The same for what gives or frees a place: its phase first, which is returned."""
    phase = lock_phase(application.phase)
    lock(application)
    application.phase = phase
    return phase


def is_sent(application: Application) -> bool:
    """Whether a draft was sent and waits to be submitted: from that moment it is frozen. Ask it under the lock."""
    return Sending.objects.filter(application=application).exists()


class Phases:
    """The phases of many applications, each read once, so that its terms are too."""

    def __init__(self) -> None:
        self._known: dict[UUID, Phase] = {}

    def join(self, application: Application) -> None:
        """Give an application its phase."""
        key = application.phase_id
        if key not in self._known:
            self._known[key] = Phase.objects.get(pk=key)
        application.phase = self._known[key]
