"""Mails that tell somebody what became of their account."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "alone", "reached"),
    [
        ("en", "tell the Fund at once.", "tell the Fund (help@example.org) at once."),
        ("pt-pt", "avise já the Fund.", "avise já the Fund (help@example.org)."),
        ("zh-hant", "請立即通知the Fund。", "請立即通知the Fund（help@example.org）。"),
    ],
)
def test_whom_to_tell_stands_inside_the_sentence(language, alone, reached):
    with override(language):
        for contact, told in (("", alone), ("help@example.org", reached)):
            facts = {"agency": "the Fund", "contact": contact, "what": "totp_activated"}
            lines = render_to_string("account/email/notice_message.txt", facts).splitlines()
            assert next(line for line in lines if "the Fund" in line).endswith(told)
