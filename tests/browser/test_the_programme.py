"""The whole way of a phase in each language: written, published, applied to, reviewed, drawn, awarded, lapsed, and the next awarded."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from balcao.analytics.report.languages import LANGUAGES as OURS
from balcao.programmes.demo.seed import PDF
from tests.browser.conftest import CHROMIUM, accessible
from tests.processes import site

pytestmark = pytest.mark.xdist_group("browser programme")
LANGUAGES = list(OURS)
FIRST_CHECKED = {
    "en": "✓ The list of entrants is whole and in order", "pt": "✓ A lista dos participantes está completa e por ordem",
    "zh-Hant": "✓ 參加名單齊全，次序無誤",
}  # fmt: skip
SEED = """
from datetime import date
from balcao.accounts.models import User, Role
from balcao.businesses.actions.register_business import register_business
from balcao.businesses.models import Business
for name in ("Officer One", "Officer Two"):
    User.objects.create_user(name.lower().replace(" ", "-") + "@example.test", name=name, role=Role.OFFICER)
for n in range(1, 4):
    owner = User.objects.create_user(f"owner{n}@example.test", name=f"Owner {n}")
    register_business(owner, Business(name_en=f"Shop {n}", sector="5610", size="1-3", district="se", registered_on=date(2019, 1, 1), registered_here=True))
"""
CLOSE = """
import sys
from datetime import timedelta
from django.utils import timezone
from balcao.programmes.models import Phase
phase = Phase.objects.get(slug=sys.argv[1])
back = timedelta(days=60)
terms = phase.terms
phase.take(terms.model_copy(update={name: getattr(terms, name) - back for name in ("opens_at", "closes_at", "beacon_at", "decides_on")}))
phase.save()
"""
APPLY = """
import sys
from pathlib import Path
from balcao.accounts.models import User
from balcao.businesses.actions.keep_document import keep_document
from balcao.programmes.actions import apply
from balcao.programmes.actions.submit import submit
from balcao.programmes.demo.seed import PDF
from balcao.programmes.models import Phase
phase = Phase.objects.get(slug=sys.argv[1])
for n in (2, 3):
    owner = User.objects.get(email=f"owner{n}@example.test")
    business = owner.memberships.get().business
    draft = apply.start(owner, phase, business)
    apply.save(owner, draft, 0, {q.code: "yes" for q in phase.terms.questions})
    paper = Path(sys.argv[2]) / f"paper{n}"
    paper.write_bytes(PDF + str(n).encode())
    apply.attach(owner, draft, phase.terms.documents[0].code, keep_document(owner, business, paper, "p.pdf", phase.terms.documents[0].code))
    submit(owner, draft)
"""
WINNER = """
import sys
from balcao.programmes.models import Phase
a = Phase.objects.get(slug=sys.argv[1]).applications.get(state=sys.argv[2])
print(a.business.members.get().user.name, a.pk, a.reference, sep="|")
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Two officers and three businesses."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed on this machine")
    with site(tmp_path_factory.mktemp("programme"), BALCAO_DEMO="yes") as made:
        made.python(SEED)
        made.start_web()
        yield made


def be(page: Page, who: str) -> None:
    page.goto("/demo/")
    page.locator(f"button[aria-label^='{who}']").click()
    page.wait_for_load_state()


def three(page: Page, name: str, text: str) -> None:
    for language in LANGUAGES:
        page.locator(f"[name='{name}_{language}']").fill(f"{text} ({language})")


def on(page: Page) -> None:
    accessible(page)
    before = page.url
    page.locator("main button[name=then]").click()
    page.wait_for_url(lambda url: url != before)


def sure(page: Page, act: str) -> None:
    """Press what asks first, by keyboard, and then, twice at once, what it shows."""
    fold = page.locator(f"details.ask:has(form[action$='/{act}/'])").first
    if not fold.evaluate("fold => fold.open"):
        fold.locator("summary").press("Enter")
    accessible(page)
    fold.locator("form button").dblclick()


def accept(page: Page) -> None:
    """Read what is agreed to, and agree."""
    page.locator("main a[href$='/accept/']").click()
    page.wait_for_url("**/accept/")
    accessible(page)
    page.locator("form[action$='/accept/'] button").click()


def write_phase(page: Page, language: str) -> str:
    """An officer writes a phase in its six parts, previews and publishes it; returns its short name."""
    page.goto("/agency/phases/new/")
    accessible(page)
    three(page, "new_measure", f"Support {language}")
    three(page, "name", f"Way {language}")
    page.locator("main form button.primary").click()
    page.wait_for_url("**/edit/texts/")
    slug = page.url.split("/")[-4]
    three(page, "benefits", "A free solution")
    three(page, "about", "About")
    on(page)
    now = timezone.localtime()
    page.locator("#id_opens_at").fill(f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}")
    page.locator("#id_closes_at").fill(f"{now + timedelta(days=10):%Y-%m-%dT%H:%M}")
    page.locator("#id_decides_on").fill(f"{now + timedelta(days=30):%Y-%m-%d}")
    page.locator("#id_places").fill("1")
    page.locator("#id_value").fill("18000")
    on(page)
    page.locator("input[name=sectors][value='5610']").check()
    page.locator("#id_rules-0-when-what_0").select_option("people_at_most:at_most")
    expect(page.locator("#id_rules-0-when-value_0")).to_be_hidden()
    page.locator("#id_rules-0-when-most_0").select_option("99")
    three(page, "rules-0-reason", "Only small businesses.")
    on(page)
    three(page, "documents-0-name", "Licence")
    three(page, "questions-0-text", "No tax debt")
    on(page)
    three(page, "steps-0-name", "Training")
    on(page)
    for method, shown in (("strata", "strata"), ("score", "grid"), ("first_come", ""), ("draw", "")):
        page.locator(f"input[name=method][value={method}]").check()
        for rows in ("strata", "grid"):
            expect(page.locator(f".of-{rows}")).to_be_visible(visible=rows == shown)
        expect(page.locator("button .adds")).to_be_visible(visible=bool(shown))
        expect(page.locator("button .keeps")).to_be_visible(visible=not shown)
        expect(page.locator(".of-beacon_at")).to_be_visible(visible=method in ("draw", "strata"))
    three(page, "beacon_source", "Mark Six")
    page.locator("#id_beacon_at").fill(f"{now + timedelta(days=12):%Y-%m-%dT%H:%M}")
    on(page)
    accessible(page)
    page.goto(f"/agency/phases/{slug}/preview/")
    accessible(page)
    page.goto(f"/agency/phases/{slug}/")
    page.locator("input[name=officer]").nth(1).check()  # a draw takes two
    page.locator("form[action$='/officers/'] button").click()
    expect(page.locator(".toast.good")).to_be_visible()
    sure(page, "publish")
    expect(page.locator(".toast.good")).to_be_visible()
    return slug


def apply(page: Page, slug: str, folder: Path) -> None:
    """An owner applies on a phone: what they type is saved as they type it."""
    page.goto(f"/programmes/{slug}/")
    accessible(page)
    page.locator("main a.button.primary").click()
    page.locator("main form button.primary").click()
    page.wait_for_url("**/applications/*/")
    accessible(page)
    first = page.locator("#missing li").first  # it names what is missing, until that is answered
    expect(first).to_be_visible()
    expect(page.locator("[data-count]")).to_be_visible()
    page.locator("form#draft input[type=checkbox]").first.check()
    expect(first).to_be_hidden()
    expect(page.locator("[data-count]")).to_be_hidden()
    expect(page.locator("[data-status]")).to_have_text(re.compile(r"\.|。"))
    expect(page.locator("input[name=revision]")).to_have_value("1")
    page.reload()
    expect(page.locator("form#draft input[type=checkbox]").first).to_be_checked()
    paper = folder / "licence.pdf"
    paper.write_bytes(PDF)
    page.locator("input[type=file]").first.set_input_files(str(paper))
    page.locator("button[name=then]").click()  # chosen, and not handed in: nothing goes on without a word
    expect(page.locator("form[action*='/papers/'] [role=alert]")).to_be_visible()
    page.locator("form[action*='/papers/'] button").first.click()
    page.wait_for_url("**/applications/*/#paper-*")
    accessible(page)
    page.locator("button[name=then]").click()
    page.wait_for_url(re.compile("/send/"))
    accessible(page)
    page.locator("main form button.primary").click()
    page.wait_for_url(re.compile("/applications/[0-9a-f-]+/(#.*)?$"))
    accessible(page)


def review(page: Page, slug: str) -> None:
    """An officer finds each application eligible, the first from the keyboard."""
    page.goto(f"/agency/applications/?queue=unassigned&phase={slug}")
    accessible(page)
    page.locator("main table a").first.click()
    page.wait_for_url("**/agency/applications/*/?queue=*")
    accessible(page)
    page.keyboard.press("e")
    expect(page.locator(".toast.good")).to_be_visible()
    page.goto(f"/agency/applications/?queue=unassigned&phase={slug}")
    for box in page.locator("main table input[type=checkbox]").all():
        box.check()
    page.locator("button[value=eligible]").click()
    expect(page.locator(".toast.good")).to_be_visible()
    page.goto(f"/agency/applications/?queue=decided&phase={slug}")
    expect(page.locator("main table tbody tr")).to_have_count(3)
    accessible(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_way_of_a_phase(language, device, running, tmp_path):
    officer = device(language, viewport={"width": 1280, "height": 900})
    be(officer, "Officer One")
    slug = write_phase(officer, language)
    phone = device(language)
    be(phone, "Owner 1")
    apply(phone, slug, tmp_path)
    running.python(APPLY, slug, str(tmp_path))
    review(officer, slug)
    running.python(CLOSE, slug)
    officer.goto(f"/agency/phases/{slug}/")
    accessible(officer)
    officer.locator("#round").fill("26/118")
    officer.locator("#value").fill("3 11 19 24")
    officer.locator("form[action$='/enter/'] button.primary").click()
    second = device(language, viewport={"width": 1280, "height": 900})
    be(second, "Officer Two")
    second.goto(f"/agency/phases/{slug}/")
    accessible(second)
    second.locator("details.ask:has(#value) > summary").click()
    second.locator("#value").fill("3 11 19 24")
    sure(second, "approve")
    expect(second.locator(".toast.good")).to_be_visible()
    expect(second.locator(".toast.danger")).to_have_count(0)
    winner, key, reference = running.python(WINNER, slug, "selected").strip().split("|")

    visitor = device(language)
    visitor.goto(f"/programmes/{slug}/draw/")
    visitor.locator("#check button").click()
    expect(visitor.locator("#check")).to_have_attribute("data-result", "right")
    expect(visitor.locator("#check li").first).to_have_text(FIRST_CHECKED[language])
    expect(visitor.locator("#check li", has_text="✓")).to_have_count(5)
    visitor.locator("input[name=ref]").fill(reference)
    visitor.locator("form[role=search] button").click()
    expect(visitor.get_by_text(reference).first).to_be_visible()
    accessible(visitor)

    be(phone, winner)
    phone.goto(f"/applications/{key}/")
    accept(phone)
    expect(phone.locator(".toast.good")).to_be_visible()
    accessible(phone)
    officer.goto(f"/agency/applications/{key}/")
    accessible(officer)
    officer.locator("details:has(form[action$='/lapse/']) > summary").click()
    officer.locator("#lapse-why").fill("closed")
    officer.locator("form[action$='/lapse/'] button").click()
    expect(officer.locator(".toast.good")).to_be_visible()
    following, key, reference = running.python(WINNER, slug, "selected").strip().split("|")
    assert following != winner
    be(phone, following)
    phone.goto("/messages/")
    accessible(phone)
    phone.goto(f"/applications/{key}/")
    accept(phone)
    sure(phone, "step")
    expect(phone.locator("main .badge.good").first).to_be_visible()
    assert running.python(WINNER, slug, "completed").strip().split("|")[2] == reference
    visitor.goto(f"/programmes/{slug}/draw/")
    expect(visitor.locator("table.data tbody tr")).not_to_have_count(0)
    accessible(visitor)
