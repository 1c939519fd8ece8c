"""Every hostile file, the huge ones too, through the site and through the API: read or refused in words, nothing half-kept,
and the same verdict as the command's.
"""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from balcao import store
from balcao.businesses.actions.change_tokens import make_token
from balcao.diagnoses.models import Import, State
from tests.hostile.make import HUGE, small
from tests.hostile.test_hostile_files import READ, REFUSED
from tests.people import work

pytestmark = pytest.mark.any_database


def content_of(name: str, folder: Path) -> bytes:
    if name not in HUGE:
        return small()[name]
    HUGE[name](folder / name)
    return (folder / name).read_bytes()


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(REFUSED | READ))
def test_no_hostile_file_breaks_the_site(name, as_user, tmp_path):
    client = as_user()
    response = client.post("/imports/", {"file": SimpleUploadedFile(name, content_of(name, tmp_path))})
    if response.status_code == 422:  # it holds no byte
        assert "empty" in response.content.decode() and REFUSED[name] == "empty"
        return
    work()
    page = client.get(response["Location"])
    text, upload = page.content.decode(), Import.objects.get()
    assert page.status_code == 200 and "Traceback" not in text and "<script>alert" not in text
    if name in REFUSED:
        assert upload.state == State.REFUSED and REFUSED[name] in text and not upload.lines
    else:
        used, revenue, rejected = READ[name]
        assert upload.state == State.DONE and upload.report.figures["totals"]["revenue"] == revenue
        assert (upload.reading["used"], upload.reading["rejected"]) == (used, rejected)
    assert not list((store.settings.HOME / "work").glob("*/*"))


@pytest.mark.django_db
def test_no_hostile_file_breaks_the_api(shop):
    _, secret = make_token(shop.owner, shop.business, "till", ["read", "upload"])
    client = Client(headers={"authorization": f"Bearer {secret}", "accept-language": "en"})
    made = {}
    for name, content in small().items():
        answer = client.post("/api/imports", {"file": SimpleUploadedFile(name, content), "outlet": shop.outlet.pk})
        if answer.status_code == 422:
            assert REFUSED[name] == "empty" and "empty" in answer.json()["detail"]
        else:
            made[name] = answer.json()["id"]
    work(100)
    for name, key in made.items():
        status = client.get(f"/api/imports/{key}").json()
        assert status["state"] == ("refused" if name in REFUSED else "done"), name
        if name in REFUSED:
            assert REFUSED[name] in status["refusal"]
        else:
            assert client.get(f"/api/imports/{key}/diagnosis").json()["read"]["used"] == READ[name][0]
