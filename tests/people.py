"""People, businesses and files for the tests of the site, and the worker's turn."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.utils.translation import override
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

import balcao.site.urls  # noqa: F401 - the addresses as they are outside the demo, whatever a test sets later
from balcao.accounts.models import Role, User
from balcao.businesses.actions.register_business import register_business
from balcao.businesses.models import Business, Member, Outlet
from balcao.diagnoses.actions.receive_upload import receive_upload
from balcao.diagnoses.models import Import


def csv_of(first: date, days: int, staff: str = "Wong Siu Ming", shift: int = 0) -> str:
    """A small shop's export: four lines a day with receipt, staff and a loyalty customer."""
    rows = ["Date,Receipt number,Item,Quantity,Net sales,Cashier name,Customer"]
    for n in range(days):
        day = first + timedelta(n)
        for line, (item, price) in enumerate((("Latte", 32), ("Egg Tart", 12), ("Latte", 32), ("Noodles", 42))):
            number = day.toordinal() * 10 + line // 2 + shift
            rows.append(f"{day:%Y-%m-%d} {9 + line}:15,{number},{item},1,{price + n % 3}.50,{staff},Carlos {n % 5}")
    return "\n".join(rows) + "\n"


def work(most: int = 50) -> None:
    """The worker's turn: every task that waits, as the worker runs it."""
    worker = Worker(queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
                    max_tasks=None, worker_id="test", excluded_queue_names=[])  # fmt: skip
    for _ in range(most):
        task = DBTaskResult.objects.ready().first()
        if task is None:
            return
        task.claim("test")
        worker.run_task(task)
        failed = DBTaskResult.objects.get(pk=task.pk)
        assert failed.status == "SUCCESSFUL", failed.traceback
    raise AssertionError("the queue does not empty")


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is undone at its end: many cases begin where the fixtures ended, and these are made once."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    caches["pages"].clear()


@dataclass
class Owned:
    """A business with its first outlet and somebody of each role."""

    business: Business
    outlet: Outlet
    owner: User
    manager: User
    staff: User


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What a process keeps in memory is of its last test: forgotten."""
    caches["pages"].clear()


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    """Somebody with an address made from a name."""
    return lambda name, role=Role.PERSON, **more: User.objects.create_user(
        f"{name}@example.test", name=name, role=role, language="en", **more
    )


@pytest.fixture
def make_business(make_user: Callable[..., User]) -> Callable[..., Owned]:
    """A business with its people."""

    def make(name: str) -> Owned:
        owner, manager, staff = (make_user(f"{name}-{role}") for role in ("owner", "manager", "staff"))
        outlet = register_business(owner, Business(name_en=name))
        Member.objects.create(business=outlet.business, user=manager, role="manager")
        Member.objects.create(business=outlet.business, user=staff, role="staff")
        return Owned(outlet.business, outlet, owner, manager, staff)

    return make


@pytest.fixture
def shop(make_business: Callable[..., Owned]) -> Owned:
    """A business."""
    return make_business("harbour")


@pytest.fixture
def bring(tmp_path: Path) -> Callable[..., Import]:
    """Bring a file as somebody does, and let the worker read it."""
    count = 0

    def bringing(
        user: User | None, outlet: Outlet | None, content: str | bytes, name: str = "sales.csv", read: bool = True
    ) -> Import:
        nonlocal count
        count += 1
        file = tmp_path / f"upload{count}"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        with override("en"):
            upload, _ = receive_upload(user or AnonymousUser(), file, name, outlet)
        if read:
            work()
        return Import.objects.get(pk=upload.pk)

    return bringing


@pytest.fixture
def as_user() -> Callable[..., Client]:
    """A browser in which somebody has just signed in by a code, and reads English; `brought` is a visitor's file that came from it."""

    def signed_in(user: User | None = None, language: str = "en", brought: Import | None = None) -> Client:
        client = Client(headers={"accept-language": language})
        if user:
            client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
            session = client.session
            session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
            session["account_authentication_methods_user"] = str(user.pk)
            session.save()
            client.cookies["language"] = {"en": "en", "pt": "pt-pt", "zh": "zh-hant"}[language]
        if brought:
            session = client.session
            session["brought"] = [str(brought.pk)]
            session.save()
            client.cookies["sessionid"] = session.session_key
        return client

    return signed_in
