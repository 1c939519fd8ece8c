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
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from balcao import store
from balcao.diagnoses.models import Import
from balcao.language import here
from balcao.records import record
from balcao.site import duties, queue
from balcao.site.guard import is_local, refuse_public_demo
from balcao.site.models import Beat, Duty
from balcao.site.options import OPTIONS
from tests.people import csv_of
from tests.processes import HUNG, wait_until

ROOT = Path(__file__).parents[2]


def test_every_setting_is_described_with_its_default():
    table = (ROOT / "docs/operating.md").read_text()
    for option in OPTIONS:
        row = re.search(rf"^\| `{option.name}` \| (.*?) \| (.*?) \|$", table, re.M)
        assert row, f"{option.name} is not in docs/operating.md"
        assert row[1].strip("`") == option.default and row[2] == option.about, option.name


def test_nothing_but_the_options_reads_the_environment_of_balcao():
    for file in (ROOT / "src/balcao").rglob("*.py"):
        if file.name not in ("options.py", "settings_checked.py", "demo.py", "diagnose.py", "key.py"):
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
    assert client.get("/ready").json() == {
        "ready": True, "database": True, "files": True, "migrations": True, "worker": True, "queue": True, "late": {}, "post": {},
    }  # fmt: skip
    Beat.objects.update(at=timezone.now() - timedelta(minutes=1))
    assert client.get("/ready").status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize("queue_name, status", [
    ("default", 503), ("files", 503), ("visitors", 200), ("post", 200), ("hooks", 200),
])  # fmt: skip
def test_it_is_not_ready_while_our_own_work_waits_and_says_what_does(queue_name, status, client, bring):
    queue.beat("worker")
    bring(None, None, csv_of(date(2026, 1, 1), 2), read=False)
    since = timezone.now() - timedelta(minutes=5)
    DBTaskResult.objects.update(queue_name=queue_name)
    assert client.get("/ready").status_code == 200
    DBTaskResult.objects.update(enqueued_at=since)
    answer = client.get("/ready")
    assert answer.status_code == status and answer.json()["queue"] is (status == 200)
    assert answer.json()["late"][queue_name]["waiting"] == 1
    assert f'balcao_queue_length{{queue="{queue_name}"}} 1.0' in client.get("/metrics").content.decode()
    DBTaskResult.objects.update(run_after=timezone.now())
    assert client.get("/ready").json()["late"] == {}, "it waits since it may be done"


@pytest.mark.django_db
def test_it_is_not_ready_while_tables_are_missing(client):
    from django.db.migrations.recorder import MigrationRecorder

    queue.beat("worker")
    MigrationRecorder.Migration.objects.filter(app="messaging").latest("name").delete()
    answer = client.get("/ready")
    assert answer.status_code == 503 and answer.json()["migrations"] is False and answer.json()["database"] is True


@pytest.mark.django_db
def test_a_store_that_does_not_answer_is_told_and_one_that_fails_blames_nobody_else(client, settings, monkeypatch):
    from django.db import OperationalError

    from balcao import store
    from balcao.site import health
    from tests.messaging.test_silent_servers import Silent

    queue.beat("worker")
    server = Silent()
    settings.FILES, settings.S3_ENDPOINT = "s3://bucket/files", f"http://127.0.0.1:{server.port}"
    monkeypatch.setattr(store, "REACH", 0.2)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    store._store.cache_clear()
    try:
        told = client.get("/ready").json()
        assert told["files"] is False and told["worker"] is True
    finally:
        settings.FILES, settings.S3_ENDPOINT = str(settings.HOME / "files"), ""
        store._store.cache_clear()
        server.server.close()

    def away() -> bool:
        raise OperationalError("away")

    monkeypatch.setattr(health, "_answers", away)
    told = client.get("/ready").json()
    assert told["database"] is False and told["files"] is True


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/health", "/ready"])
def test_monitors_may_ask_for_heads_only(address, client):
    queue.beat("worker")
    assert client.head(address).status_code == 200


def test_figures_are_not_kept_on_the_disk_that_uploads_fill(tmp_path, monkeypatch):
    from balcao.commands.serve import _metrics_folder

    monkeypatch.setenv("BALCAO_HOME", str(tmp_path))
    folder = _metrics_folder()
    try:
        assert folder.parent == Path("/dev/shm") or not Path("/dev/shm").is_dir()
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "old").touch()
        assert _metrics_folder() == folder and not list(folder.iterdir())
    finally:
        folder.rmdir()


def test_logs_tell_the_time_with_its_distance_from_utc():
    from django.conf import settings as site
    from pythonjsonlogger.json import JsonFormatter

    given = site.LOGGING["formatters"]["json"]
    told = JsonFormatter(given["format"], datefmt=given["datefmt"]).format(logging.makeLogRecord({"msg": "x"}))
    assert re.search(r"T\d\d:\d\d:\d\d[+-]\d{4}$", json.loads(told)["asctime"])


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
def test_a_stranger_hears_only_whether_it_is_ready(client, settings):
    assert client.get("/ready").json()["worker"] is False
    stranger = {"x-forwarded-for": "203.0.113.5"}
    assert client.get("/ready", headers=stranger).json() == {"ready": False}
    assert client.get("/ready", headers=stranger).status_code == 503
    queue.beat("worker")
    assert client.get("/ready", headers=stranger).json() == {"ready": True}
    settings.METRICS_KEY = "secret"
    assert client.get("/ready").json() == {"ready": True}
    assert "late" in client.get("/ready", headers={**stranger, "authorization": "Bearer secret"}).json()


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
    monkeypatch.setattr("balcao.businesses.views.home_of", lambda user, business: 1 / 0)
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
    queue.beat("dead", "another")
    task.claim("dead")
    now = timezone.now()
    DBTaskResult.objects.update(
        started_at=now + timedelta(hours=1)
    )  # its machine's clock is wrong, which is nothing to us
    assert queue.hand_over_lost_tasks(now) == 0
    later = now + timedelta(seconds=20)
    queue.Beat.objects.filter(worker="another").update(at=later)
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
def test_all_duties_can_be_done(shop, bring, caplog):
    """Twice, three days apart: none fails, each takes its turn, and what must be gone is gone while the rest stays."""
    kept = bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 40))
    gone = bring(None, None, csv_of(date(2026, 1, 1), 2))
    shut = DBTaskResult.objects.filter(status="SUCCESSFUL").count()
    for at in (now := timezone.now(), now + timedelta(days=3)):
        duties.do_duties(at)
        failed = [record.duty for record in caplog.records if record.name == "balcao.worker"]
        assert failed == []
        turns = dict(Duty.objects.values_list("name", "begun_at"))
        assert turns == {duty.mark: at for duty in duties.regular()}
    assert shut and not DBTaskResult.objects.filter(enqueued_at__lt=now).exists(), "finished tasks are forgotten"
    assert list(Import.objects.values_list("pk", flat=True)) == [kept.pk] != [gone.pk]
    assert {key for key, _ in store.listed()} >= {kept.lines} and gone.lines not in store.named()
    checked = record.verify()
    assert checked.wrong is None and checked.genuine and checked.sealed > 0 and checked.waiting == 0


@pytest.mark.django_db
def test_a_duty_that_fails_stops_no_other_and_one_that_is_not_done_goes_on_in_parts(monkeypatch, caplog):
    done, left = [], [7, 7, 3]
    made = (
        duties.Regular("fails", timedelta(1), lambda at: 1 / 0),
        duties.Regular("long", timedelta(1), lambda at: done.append("part") or left.pop(0), part=7),
        duties.Regular("last", timedelta(1), lambda at: done.append("last"), quick=True),
    )
    monkeypatch.setattr(duties, "regular", lambda: made)
    now = timezone.now()
    duties.do_duties(now)
    assert done == ["part", "part", "part", "last"]
    assert [record.duty for record in caplog.records if record.name == "balcao.worker"] == ["fails"]
    duties.do_duties(now + timedelta(2), quick=True)
    assert done[-1] == "last" and len(done) == 5


@pytest.mark.django_db
def test_each_machine_sweeps_its_own_folders(settings, monkeypatch, tmp_path):
    """Two machines at the same moment, each with what a killed worker left behind."""
    duties.regular.cache_clear()
    now = timezone.now() + timedelta(days=1)
    for machine in ("one", "two"):
        settings.HOME = tmp_path / machine
        for folder in ("uploads", "work"):
            (settings.HOME / folder / "import-x").mkdir(parents=True)
        monkeypatch.setattr("socket.gethostname", lambda machine=machine: machine)
        duties.do_duties(now)
        assert not [*settings.HOME.glob("*/*")], machine


@pytest.mark.django_db
def test_expired_imports_go_in_parts(bring, monkeypatch):
    from balcao.diagnoses.actions import expire
    from balcao.diagnoses.models import Import

    monkeypatch.setattr(expire, "PART", 2)
    for _ in range(3):
        bring(None, None, csv_of(date(2026, 1, 1), 2), read=False)
    later = timezone.now() + timedelta(days=2)
    assert [expire.erase_expired(later) for _ in range(3)] == [2, 1, 0] and not Import.objects.exists()


def test_a_database_that_is_away_is_told_once_and_whoever_was_at_work_becomes_another(caplog):
    import threading

    from django.db import OperationalError

    from balcao.site import lanes

    ended, failed, tries = threading.Event(), [], []

    def do() -> None:
        tries.append(1)
        if len(tries) < 4:
            raise OperationalError("away")
        ended.set()

    lanes.PULSE, pulse = 0.0, lanes.PULSE
    with caplog.at_level(logging.WARNING, "balcao.worker"):
        lanes._thread(ended, 0.0, do, lambda: failed.append(1)).join(HUNG)
    lanes.PULSE = pulse
    assert [record.getMessage() for record in caplog.records] == ["database does not answer", "database is back"]
    assert len(failed) == 3


@pytest.mark.django_db
def test_what_a_lane_left_undone_after_a_failure_is_handed_over(bring):
    from balcao.site.lanes import Lane

    bring(None, None, csv_of(date(2026, 1, 1), 2), read=False)
    lane = Lane(["visitors"])
    lane.run = lambda: DBTaskResult.objects.get().claim(lane.worker_id)
    lane.turn()
    before = lane.worker_id
    lane.renew()
    later = timezone.now() + queue.SILENT * 2
    lane.run = lambda: None
    lane.turn()
    Beat.objects.filter(worker=lane.worker_id).update(at=later)
    assert lane.worker_id != before and queue.hand_over_lost_tasks(later) == 1


@pytest.mark.django_db
def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    from balcao.site.options import secret_keys

    first = secret_keys(tmp_path)
    assert secret_keys(tmp_path) == first and len(first[0]) > 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("BALCAO_HTTPS=ture", "BALCAO_HTTPS=ture: it may be yes or no"),
        ("BALCAO_ECONMY=HK", "BALCAO_ECONMY: there is no such setting"),
        ("BALCAO_ECONOMY=XX", "BALCAO_ECONOMY=XX: it may be AU"),
        ("BALCAO_HOSTS=https://a.example", "BALCAO_HOSTS=https://a.example"),
        ("BALCAO_HOSTS=", "BALCAO_HOSTS="),
        ("BALCAO_MAX_UPLOAD=200M", "BALCAO_MAX_UPLOAD=200M: it may be a whole number"),
        ("BALCAO_LOG_LEVEL=info", "BALCAO_LOG_LEVEL=info: it may be DEBUG"),
        ("BALCAO_DATABASE=host/name:secret", "BALCAO_DATABASE=…"),
        ("BALCAO_MAIL=127.0.0.1:2525", "BALCAO_MAIL=…"),
        ("BALCAO_SMS=gateway", "BALCAO_SMS=gateway: it may be an address"),
        ("BALCAO_SMS=https://sms.example/", "BALCAO_SMS_KEY: it is needed beside BALCAO_SMS"),
        ("BALCAO_OIDC_SERVER=https://id.example/", "BALCAO_OIDC_CLIENT: it is needed"),
        ("BALCAO_ADDRESS=balcao.example", "BALCAO_ADDRESS=balcao.example"),
        ("BALCAO_SECRET_KEY=x", "BALCAO_SECRET_KEY=…"),
    ],
)
def test_a_wrong_setting_is_named_before_anything_starts(setting, said):
    from balcao.site.settings_checked import wrong

    name, _, text = setting.partition("=")
    found = wrong({name: text})
    assert any(line.startswith(said) for line in found), found
    assert not any("secret" in line for line in found)


@pytest.mark.parametrize(("settings", "named"), [
    ({"BALCAO_HOSTS": "balcao.example.org"}, "BALCAO_HTTPS: balcao.example.org"),
    ({"BALCAO_HOSTS": "balcao.example.org", "BALCAO_HTTPS": "yes"}, ""),
    ({"BALCAO_HOSTS": "192.168.1.5", "BALCAO_WITHOUT_TLS": "192.168.1.5"}, ""),
    ({"BALCAO_HOSTS": "localhost,127.0.0.1,[::1]"}, ""),
    ({"BALCAO_ADDRESS": "http://balcao.example.org"}, "BALCAO_ADDRESS: balcao.example.org"),
    ({"BALCAO_DATABASE": "postgres://a:b@db.example.org/balcao"}, "BALCAO_DATABASE: db.example.org"),
    ({"BALCAO_DATABASE": "postgres://a:b@db.example.org/balcao?sslmode=require"}, "BALCAO_DATABASE: db.example.org"),
    ({"BALCAO_DATABASE": "postgres:///balcao?host=db.example.org"}, "BALCAO_DATABASE: db.example.org"),
    ({"BALCAO_DATABASE": "postgres://a:b@db.example.org/balcao?sslmode=verify-full"}, ""),
    ({"BALCAO_DATABASE": "postgres:///balcao"}, ""), ({"BALCAO_DATABASE": "postgres:///balcao?host=/run/postgresql"}, ""),
    ({"BALCAO_DATABASE": "postgres://a@127.0.0.1:5544/balcao"}, ""), ({"BALCAO_DATABASE": "postgres://a@%2Frun%2Fpg/balcao"}, ""),
    ({"BALCAO_MAIL": "smtp://mail.example.org:25"}, "BALCAO_MAIL: mail.example.org"), ({"BALCAO_MAIL": "smtp://localhost:25"}, ""),
    ({"BALCAO_MAIL": "smtp+tls://u:p@mail.example.org:587"}, ""), ({"BALCAO_MAIL": "smtps://u:p@mail.example.org:465"}, ""),
    ({"BALCAO_SMS": "http://sms.example.org/", "BALCAO_SMS_KEY": "x"}, "BALCAO_SMS: sms.example.org"),
    ({"BALCAO_S3_ENDPOINT": "http://10.0.0.9:9000"}, "BALCAO_S3_ENDPOINT: 10.0.0.9"), ({"BALCAO_S3_ENDPOINT": "http://127.0.0.1:9000"}, ""),
    ({"BALCAO_OIDC_SERVER": "http://id.example.org", "BALCAO_OIDC_CLIENT": "x", "BALCAO_OIDC_SECRET": "x"}, "BALCAO_OIDC_SERVER: id.example.org"),
])  # fmt: skip
def test_whatever_goes_beyond_the_machine_goes_over_tls_or_is_named(settings, named):
    from balcao.site.settings_checked import wrong

    found = wrong(settings)
    assert len(found) == bool(named) and all(line.startswith(named) for line in found), found
    if named:
        host = named.split()[1]
        assert wrong({**settings, "BALCAO_WITHOUT_TLS": host}) == []
        assert "a:b" not in found[0]


@pytest.mark.parametrize(("hosts", "right"), [
    ("*", True), ("ledger.example.org,erp.example.org:8443", True), ("http://10.0.0.5:8080, [fd00::5]:8443", True),
    ("https://ledger.example.org", False), ("ledger.example.org/hook", False), ("*.example.org", False), ("a b", False),
])  # fmt: skip
def test_the_list_of_hosts_for_hooks_is_understood_or_refused(hosts, right):
    from balcao.site.settings_checked import wrong

    assert (wrong({"BALCAO_HOOK_HOSTS": hosts}) == []) is right


def test_the_settings_that_we_ship_and_none_at_all_are_right():
    from balcao.site.settings_checked import wrong

    shipped = (Path(__file__).parents[2] / "deploy" / "balcao.env").read_text()
    lines = [line.partition("=") for line in shipped.splitlines() if line and not line.startswith("#")]
    assert wrong({}) == [] and wrong({name: text.strip('"') for name, _, text in lines}) == []


def test_a_command_with_a_wrong_setting_ends_with_a_line_and_no_traceback(tmp_path):
    import os
    import subprocess
    import sys

    environment = {**os.environ, "BALCAO_HOME": str(tmp_path), "BALCAO_HTTPS": "ture"}
    ended = subprocess.run([sys.executable, "-m", "balcao", "prepare"], env=environment, capture_output=True, text=True)
    assert ended.returncode == 2 and "BALCAO_HTTPS=ture" in ended.stderr and "Traceback" not in ended.stderr


@pytest.mark.django_db
def test_those_who_watch_ask_by_any_name(client, settings):
    settings.ALLOWED_HOSTS = ["balcao.example.org"]
    assert client.get("/health", headers={"host": "127.0.0.1:8000"}).status_code == 200
    assert client.get("/ready", headers={"host": "127.0.0.1:8000"}).status_code in (200, 503)
    assert client.get("/", headers={"host": "127.0.0.1:8000"}).status_code == 400


@pytest.mark.parametrize(
    ("code", "language"), [("MO", "zh-hant"), ("PT", "pt-pt"), ("US", "en"), ("JP", "en"), ("HK", "zh-hant")]
)
def test_the_first_language_is_the_economys(code, language):
    from balcao.site.options import first_language

    assert first_language(code, None) == language


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="an embedded database ends no connection")
def test_a_connection_that_the_server_ended_is_noticed_and_one_just_used_is_not_asked(monkeypatch):
    import psycopg
    from django.db.backends.postgresql import base

    from balcao.site.postgresql.base import MOMENT

    asked, real = [], base.DatabaseWrapper.is_usable
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", lambda self: asked.append(1) or real(self))
    connection.close()
    connection.ensure_connection()
    assert connection.is_usable() and not asked
    connection._lived -= MOMENT
    assert connection.is_usable() and len(asked) == 1
    connection.errors_occurred = True
    assert connection.is_usable() and len(asked) == 2
    connection.errors_occurred = False
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    wait_until(lambda: not connection.is_usable())
    connection.close()
