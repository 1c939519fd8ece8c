"""What operators rely on: settings that are described, a demo that stays local, health, figures, a queue that loses nothing."""

import json
import logging
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from balcao.language import here
from balcao.site import queue
from balcao.site.guard import is_local, refuse_public_demo
from balcao.site.models import Beat
from balcao.site.options import OPTIONS
from tests.people import csv_of
from tests.processes import HUNG

ROOT = Path(__file__).parents[2]


def test_every_setting_is_described_with_its_default():
    table = (ROOT / "docs/operating.md").read_text()
    for option in OPTIONS:
        row = re.search(rf"^\| `{option.name}` \| (.*?) \| (.*?) \|$", table, re.M)
        assert row, f"{option.name} is not in docs/operating.md"
        assert row[1].strip("`") == option.default and row[2] == option.about, option.name


def test_nothing_but_the_options_reads_the_environment_of_balcao():
    for file in (ROOT / "src/balcao").rglob("*.py"):
        if file.name not in ("options.py", "demo.py", "diagnose.py"):
            assert "BALCAO_" not in re.sub(r'"""[\s\S]*?"""', "", file.read_text()).replace(
                "BALCAO_DEMO lets", ""
            ).replace("of BALCAO_HOSTS, or turn BALCAO_DEMO off", ""), file


@pytest.mark.parametrize("host, local", [
    ("localhost", True), ("127.0.0.1", True), ("[::1]", True), ("a.localhost", True), ("balcao.gov.mo", False),
    ("10.0.0.5", False), ("0.0.0.0", False), ("*", False), (".example.org", False),
])  # fmt: skip
def test_the_demo_refuses_every_public_host(host, local):
    assert is_local(host) is local
    if not local:
        with pytest.raises(ImproperlyConfigured):
            refuse_public_demo(["localhost", host])


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("BALCAO_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "balcao", *arguments],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        timeout=HUNG,
    )


def test_the_process_does_not_start_with_demo_sign_in_and_a_public_host(tmp_path):
    result = run("prepare", BALCAO_HOME=str(tmp_path), BALCAO_DEMO="yes", BALCAO_HOSTS="balcao.gov.mo")
    assert result.returncode != 0 and "BALCAO_DEMO lets anybody" in result.stderr


def test_an_agencys_figures_are_the_sites(settings, tmp_path):
    file = tmp_path / "figures.toml"
    file.write_text('[wage_floor]\nvalue = 36.5\nunit = "hour"\nsource = "Law 1/2028"\nyear = 2027\n')
    settings.ECONOMY_FILE = file
    assert here().wage_floor == 36.5 and here().code == settings.ECONOMY


def test_the_process_does_not_start_with_figures_that_cannot_be_used(tmp_path):
    file = tmp_path / "figures.toml"
    file.write_text('[wage_floor]\nvalue = 36.5\nunit = "hour"\nyear = 2027\n')
    result = run("prepare", BALCAO_HOME=str(tmp_path), BALCAO_ECONOMY_FILE=str(file))
    assert result.returncode != 0
    assert "BALCAO_ECONOMY_FILE, figures.toml: wage_floor: it does not say its source" in result.stderr


def test_the_demo_does_not_listen_on_a_public_address(tmp_path):
    result = run("serve", "--bind", "0.0.0.0:0", BALCAO_HOME=str(tmp_path), BALCAO_DEMO="yes")
    assert result.returncode == 2


@pytest.mark.django_db
def test_demo_sign_in_does_not_exist_outside_the_demo(client):
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/sign-in/", {"user": 1}).status_code == 404


@pytest.mark.django_db
def test_it_is_ready_only_with_a_living_worker(client):
    assert client.get("/health").content == b"ok"
    assert client.get("/ready").status_code == 503
    queue.beat("worker")
    assert client.get("/ready").json() == {"database": True, "files": True, "worker": True, "post": {}}
    Beat.objects.update(at=timezone.now() - timedelta(minutes=1))
    assert client.get("/ready").status_code == 503


@pytest.mark.django_db
def test_figures_are_for_this_machine_or_for_who_has_the_key(client, settings, shop, bring):
    bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40))
    text = client.get("/metrics").content.decode()
    assert 'balcao_imports{state="done"} 1.0' in text and "balcao_requests_total" in text
    assert text.count("TYPE balcao_imports ") == 1
    assert client.get("/metrics", headers={"x-forwarded-for": "203.0.113.5"}).status_code == 403
    settings.METRICS_KEY = "secret"
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"authorization": "Bearer secret"}).status_code == 200


@pytest.mark.django_db
def test_logs_name_routes_and_never_addresses_or_people(shop, as_user, caplog):
    with caplog.at_level(logging.INFO, "balcao.requests"):
        as_user(shop.owner).get(f"/businesses/{shop.business.pk}/?q=Carlos")
    record = next(record for record in caplog.records if record.name == "balcao.requests")
    told = json.dumps({key: str(value) for key, value in vars(record).items()})
    assert "businesses/<uuid:business_id>/" in told and record.status == 200
    assert str(shop.business.pk) not in told and "Carlos" not in told and shop.owner.email not in told


@pytest.mark.django_db
def test_the_log_of_an_error_says_what_happened_and_not_on_whose_page(shop, as_user, caplog, monkeypatch):
    monkeypatch.setattr("balcao.businesses.views.home_of", lambda business: 1 / 0)
    client = as_user(shop.owner)
    client.raise_request_exception = False
    response = client.get(f"/businesses/{shop.business.pk}/?name=Carlos")
    assert response.status_code == 500 and "went wrong on our side" in response.content.decode()
    record = next(record for record in caplog.records if record.name == "django.request")
    assert record.getMessage() == "Internal Server Error" and record.exc_info
    assert str(shop.business.pk) not in str(vars(record)) and "Carlos" not in str(vars(record))


@pytest.mark.django_db
def test_tasks_of_a_dead_worker_wait_again_and_those_of_a_living_one_do_not(shop, bring):
    bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40), read=False)
    task = DBTaskResult.objects.get()
    task.claim("dead")
    now = timezone.now()
    assert queue.hand_over_lost_tasks(now) == 0  # it may not have had time to speak
    later = now + timedelta(seconds=20)
    Beat.objects.create(worker="dead", at=later)
    assert queue.hand_over_lost_tasks(later) == 0
    Beat.objects.update(at=now)
    assert queue.hand_over_lost_tasks(later) == 1
    task.refresh_from_db()
    assert task.status == "READY"


@pytest.mark.django_db
def test_a_duty_is_done_by_one_worker_at_its_time():
    now = timezone.now()
    assert queue.due("sweep", timedelta(minutes=10), now)
    assert not queue.due("sweep", timedelta(minutes=10), now + timedelta(minutes=9))
    assert queue.due("sweep", timedelta(minutes=10), now + timedelta(minutes=10))


@pytest.mark.django_db
def test_all_duties_can_be_done(shop, bring):
    bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40))
    queue.do_duties(timezone.now())
    queue.do_duties(timezone.now() + timedelta(days=3))


@pytest.mark.django_db
def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    from balcao.site.options import secret_key

    first = secret_key(tmp_path)
    assert secret_key(tmp_path) == first and len(first) > 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
