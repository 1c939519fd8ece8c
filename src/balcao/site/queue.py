"""Keeps the queue honest: workers say that they live, and the tasks of one that fell silent go to another.

What time it is the database says: machines whose clocks differ take nobody for dead, and nobody's turn.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Case, Count, F, Min, When
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from balcao.records.clock import now
from balcao.site.models import Beat, Duty

PULSE = 2.0
"""Seconds between two signs of life."""
SILENT = timedelta(seconds=15)
"""After this without a sign a worker is taken for dead. If it was only slow, its import refuses to be finished twice."""
OURS = ("default", "files")
"""Queues in which nothing may wait for longer than `LATE`."""
LATE = timedelta(minutes=1)
TRIED_AGAIN = (
    "balcao.programmes.actions.settle.tell_places",
    "balcao.programmes.actions.settle.end_waiting",
    "balcao.programmes.actions.change_phase.tell_change",
    "balcao.programmes.actions.renew_number.tell_renewed",
    "balcao.programmes.actions.see_through.reckon_awards",
)
"""Tasks that may be done twice, and must not be left undone."""
MOST_TRIES, FIRST_WAIT = 8, timedelta(seconds=15)
REMEMBERED = timedelta(days=2)
"""How long finished tasks stay for those who look after the site."""


def beat(*workers: str) -> None:
    """A sign of life of one or more workers."""
    at = now()
    if Beat.objects.filter(worker__in=workers).update(at=at) < len(workers):
        for worker in workers:
            Beat.objects.update_or_create(worker=worker, defaults={"at": at})


def farewell(*workers: str) -> None:
    """The workers end by themselves."""
    Beat.objects.filter(worker__in=workers).delete()


def hand_over_lost_tasks(now: datetime) -> int:
    """Tasks whose worker is dead wait again; returns how many. Nobody takes a task who has not said that they live."""
    alive = set(Beat.objects.filter(at__gte=now - SILENT).values_list("worker", flat=True))
    lost = 0
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    for task in running.only("pk", "worker_ids", "started_at"):
        if not task.worker_ids or task.worker_ids[-1] not in alive:
            again = running.filter(pk=task.pk, started_at=task.started_at)
            lost += again.update(status=TaskResultStatus.READY, started_at=None)
    Beat.objects.filter(at__lt=now - timedelta(hours=1)).delete()
    return lost


def waiting_tasks() -> list[tuple[str, int, datetime]]:
    """Of each queue in which tasks wait: how many, and since when the oldest could have been done."""
    since = Case(When(run_after=get_date_max(), then=F("enqueued_at")), default=F("run_after"))
    ready = DBTaskResult.objects.ready().order_by("queue_name").values_list("queue_name")
    return list(ready.annotate(count=Count("pk"), since=Min(since)))


def try_failed_again(now: datetime) -> int:
    """Tasks that tell people something, and failed, are tried again at growing intervals; told twice, it is told once. Returns how many."""
    again = 0
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, task_path__in=TRIED_AGAIN)
    for one in failed.only("pk", "worker_ids", "finished_at"):
        tries = len(one.worker_ids)
        if tries <= MOST_TRIES and one.finished_at and one.finished_at + FIRST_WAIT * 2**tries < now:
            mine = DBTaskResult.objects.filter(pk=one.pk, status=TaskResultStatus.FAILED)
            again += mine.update(status=TaskResultStatus.READY, started_at=None, finished_at=None)
    return again


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
