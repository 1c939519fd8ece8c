"""Which rows count is one tap: kept for the outlet's next file with these headings, never for others, and left alone by corrections."""

from decimal import Decimal

import pytest

from balcao.diagnoses import memory
from balcao.diagnoses.actions.change_import import correct_import
from balcao.diagnoses.models import Answer, Import, State
from tests.people import work


def sales(month: int, state: str = "Pending", most: int = 40) -> str:
    """Receipts of 10.00, of which every fourth is in a state."""
    rows = (
        f"R{month}-{n},2026-{month:02}-{1 + n % 28:02} 10:{n:02},10.00,{state if n % 4 == 0 else 'Paid'}"
        for n in range(most)
    )
    return "Receipt,Date,Total,Status\n" + "\n".join(rows) + "\n"


def tap(client, upload, answer, about="rows:Pending"):
    assert client.post(f"/imports/{upload.pk}/answer/", {"about": about, "answer": answer}).status_code == 302
    work()
    return Import.objects.get(pk=upload.pk)


def net(upload) -> Decimal:
    return Decimal(Import.objects.get(pk=upload.pk).report.figures["totals"]["net"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        ("en", "In column “Status” 10 rows say “Pending”. Do they count?", "They are sales"),
        ("pt", "Na coluna «Status» 10 linhas dizem «Pending». Contam?", "São vendas"),
        ("zh", "「Status」欄有 10 行寫着「Pending」，算不算銷售？", "算銷售"),
    ],
)
def test_the_page_asks_and_one_tap_answers(language, question, answer, shop, bring, as_user):
    upload = bring(shop.owner, shop.outlet, sales(1))
    client = as_user(shop.owner, language)
    text = "".join(c for c in client.get(f"/imports/{upload.pk}/").content.decode() if c not in "\u2068\u2069")
    assert question in text and answer in text and net(upload) == 300
    assert net(tap(client, upload, "sale")) == 400
    assert question not in client.get(f"/imports/{upload.pk}/").content.decode()


@pytest.mark.django_db
def test_an_answer_holds_for_the_next_file_of_the_outlet_and_can_be_forgotten(shop, bring, as_user):
    client = as_user(shop.owner)
    tap(client, bring(shop.owner, shop.outlet, sales(1)), "sale")
    following = bring(shop.owner, shop.outlet, sales(2))
    assert net(following) == 400 and following.recalled["rows:Pending"]["answer"] == "sale"
    assert "Rows that say" in client.get(f"/imports/{following.pk}/").content.decode()
    client.post(f"/imports/{following.pk}/forget/", {"about": "rows:Pending"})
    work()
    assert net(following) == 300 and not Answer.objects.exists()


@pytest.mark.django_db
def test_a_file_without_that_word_is_read_as_ever(shop, bring, as_user):
    tap(as_user(shop.owner), bring(shop.owner, shop.outlet, sales(1)), "sale")
    assert net(bring(shop.owner, shop.outlet, sales(3, "Paid"))) == 400


@pytest.mark.django_db
def test_saying_that_it_is_right_reads_nothing_again(shop, bring, as_user):
    upload = tap(as_user(shop.owner), bring(shop.owner, shop.outlet, sales(1)), "out")
    assert upload.state == State.DONE and net(upload) == 300 and upload.attempt == 1


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["refund", "yes", "", "Pending"])
def test_what_was_not_offered_is_no_answer(answer, shop, bring, as_user):
    upload = tap(as_user(shop.owner), bring(shop.owner, shop.outlet, sales(1)), answer)
    assert net(upload) == 300 and upload.columns == {} and not Answer.objects.exists()


@pytest.mark.django_db
def test_a_correction_of_columns_leaves_it_standing(shop, bring, as_user):
    upload = tap(as_user(shop.owner), bring(shop.owner, shop.outlet, sales(1)), "sale")
    correct_import(shop.owner, upload, {"amount": "Total"})
    work()
    found = Import.objects.get(pk=upload.pk)
    assert memory.said(found) == {"amount": "Total", "rows:Pending": "sale"} and net(found) == 400


@pytest.mark.django_db
def test_who_cancels_while_an_answer_is_read_has_the_file_as_it_was(shop, bring, as_user):
    upload, client = bring(shop.owner, shop.outlet, sales(1)), as_user(shop.owner)
    client.post(f"/imports/{upload.pk}/answer/", {"about": "rows:Pending", "answer": "sale"})
    client.post(f"/imports/{upload.pk}/cancel/")
    work()
    found = Import.objects.get(pk=upload.pk)
    assert found.state == State.DONE and net(found) == 300 and memory.said(found) == {} and not Answer.objects.exists()
    assert "10 rows" in client.get(f"/imports/{upload.pk}/").content.decode()


@pytest.mark.django_db
def test_another_tab_that_still_asks_may_answer_otherwise(shop, bring, as_user):
    client = as_user(shop.owner)
    upload = tap(client, bring(shop.owner, shop.outlet, sales(1)), "sale")
    assert net(tap(client, upload, "sale")) == 400 and net(tap(client, upload, "out")) == 300


@pytest.mark.django_db
def test_what_stands_in_files_is_never_learned_for_others(shop, bring, as_user, make_business):
    upload = bring(shop.owner, shop.outlet, sales(1))
    mark = memory.signature(memory.headings_of(upload))
    for n in range(memory.ALIKE):
        other = make_business(f"other{n}")
        Answer.objects.create(
            outlet=other.outlet, signature=mark, about="rows:Pending", answer="sale", said_by=other.owner
        )
    assert net(bring(shop.owner, shop.outlet, sales(2))) == 300
