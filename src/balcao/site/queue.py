"""Keeps the queue honest: workers say that they live, and the tasks of one that fell silent go to another."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from balcao.site.models import Beat, Duty

PULSE = 2.0
"""Seconds between two signs of life."""
SILENT = timedelta(seconds=15)
"""After this without a sign a worker is taken for dead. If it was only slow, its import refuses to be finished twice."""
REMEMBERED = timedelta(days=2)
"""How long finished tasks stay for those who look after the site."""


def beat(worker: str) -> None:
    """A sign of life."""
    Beat.objects.update_or_create(worker=worker, defaults={"at": timezone.now()})


def farewell(worker: str) -> None:
    """The worker ends by itself."""
    Beat.objects.filter(worker=worker).delete()


def hand_over_lost_tasks(now: datetime) -> int:
    """Tasks whose worker is dead wait again; returns how many."""
    alive = set(Beat.objects.filter(at__gte=now - SILENT).values_list("worker", flat=True))
    lost = 0
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    for task in running.only("pk", "worker_ids", "started_at"):
        if task.started_at and task.started_at > now - SILENT:
            continue  # its worker may not have had time to speak
        if not task.worker_ids or task.worker_ids[-1] not in alive:
            again = running.filter(pk=task.pk, started_at=task.started_at)
            lost += again.update(status=TaskResultStatus.READY, started_at=None)
    Beat.objects.filter(at__lt=now - timedelta(hours=1)).delete()
    return lost


def forget_finished_tasks(now: datetime) -> None:
    """Keep the queue's table small."""
    DBTaskResult.objects.finished().filter(finished_at__lt=now - REMEMBERED).delete()


def due(name: str, every: timedelta, now: datetime) -> bool:
    """Whether it is this worker's turn for a duty; of several that ask at once, one hears yes."""
    if Duty.objects.filter(name=name, begun_at__lte=now - every).update(begun_at=now):
        return True
    if Duty.objects.filter(name=name).exists():
        return False
    try:
        with transaction.atomic():
            Duty.objects.create(name=name, begun_at=now)
        return True
    except IntegrityError:
        return False


def held(now: datetime) -> bool:
    """Whether a backup runs, so that no file may be deleted."""
    return Duty.objects.filter(name="backup", begun_at__gte=now - timedelta(hours=6)).exists()


def do_duties(now: datetime) -> None:
    """Everything that is done again and again, whoever's turn it is."""
    from balcao.diagnoses.actions.expire import erase_expired, sweep_uploads
    from balcao.diagnoses.actions.monthly_update import queue_monthly_updates
    from balcao.messaging.send import give_up, queue_post
    from balcao.programmes.actions.keep import erase_kept
    from balcao.programmes.actions.places import lapse_unaccepted
    from balcao.programmes.actions.receive import queue_sendings
    from balcao.programmes.actions.remind import remind
    from balcao.programmes.actions.see_through import announce_lapses, lapse_overdue
    from balcao.records.record import seal
    from balcao.site.programs import forget_writes
    from balcao.store import sweep

    duties: dict[str, tuple[timedelta, Callable[[datetime], object]]] = {
        "lost tasks": (timedelta(seconds=5), hand_over_lost_tasks),
        "expired": (timedelta(minutes=5), erase_expired),
        "uploads": (timedelta(minutes=30), lambda now: sweep_uploads(settings.FILE_UPLOAD_TEMP_DIR, now)),
        "work": (timedelta(minutes=30), lambda now: sweep_uploads(settings.HOME / "work", now)),
        "post": (timedelta(seconds=3), queue_post),
        "late post": (timedelta(minutes=1), give_up),
        "record": (timedelta(seconds=10), seal),
        "sendings": (timedelta(seconds=2), queue_sendings),
        "places": (timedelta(minutes=10), lapse_unaccepted),
        "lapses": (timedelta(hours=1), lapse_overdue),
        "announcements": (timedelta(hours=1), announce_lapses),
        "kept": (timedelta(hours=12), erase_kept),
        "reminders": (timedelta(minutes=30), remind),
        "sweep": (timedelta(minutes=10), sweep),
        "finished tasks": (timedelta(hours=6), forget_finished_tasks),
        "writes": (timedelta(hours=6), forget_writes),
        "monthly updates": (timedelta(hours=1), queue_monthly_updates),
    }
    for name, (every, do) in duties.items():
        if name in ("expired", "sweep") and held(now):
            continue
        if due(name, every, now):
            do(now)
