"""Files lie in a folder or in an S3-compatible store: the same behaviour by one setting. The S3 server here is a real one."""

import socket
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.utils import timezone

from balcao import store
from balcao.diagnoses.models import State
from tests.people import csv_of
from tests.processes import get, wait_until


@pytest.fixture
def s3(monkeypatch, settings):
    """A bucket on a server of its own."""
    boto3 = pytest.importorskip("boto3")
    pytest.importorskip("s3fs")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "k"),
        ("AWS_SECRET_ACCESS_KEY", "s"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(name, value)
    wait_until(lambda: get(address)[0] == 200)
    boto3.client("s3", endpoint_url=address).create_bucket(Bucket="balcao")
    settings.FILES, settings.S3_ENDPOINT = "s3://balcao/files", address
    store._store.cache_clear()
    yield
    store._store.cache_clear()
    process.kill()
    process.wait()


@pytest.mark.django_db
def test_an_import_lives_in_an_s3_store(s3, shop, bring, as_user, settings):
    first = bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 1), 30) + "total,,,,1.00,,\n")
    second = bring(shop.owner, shop.outlet, csv_of(date(2026, 1, 19), 30))
    assert first.state == second.state == State.DONE and second.overlap["same"] == 12 * 4
    assert not (settings.HOME / "files").exists() or first.lines not in str(list((settings.HOME / "files").rglob("*")))
    client = as_user(shop.owner)
    assert client.get(f"/imports/{first.pk}/").status_code == 200
    assert client.get(f"/imports/{first.pk}/rejects.csv").status_code == 200
    assert client.post(f"/businesses/{shop.business.pk}/export/").status_code == 200
    assert {key for key, _ in store.listed()} == store.named()
    client.post(f"/businesses/{shop.business.pk}/erase/", {"name": "harbour"})
    assert store.sweep(timezone.now() + timedelta(hours=2)) == 5
    assert not list(store.listed()) and store.reachable()
