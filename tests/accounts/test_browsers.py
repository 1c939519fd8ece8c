"""A browser and its device in words, from what they say of themselves; where that is not plain, none is named."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.utils.translation import override

from balcao.accounts.browsers import in_words

WEBKIT, APPLE = "AppleWebKit/537.36 (KHTML, like Gecko)", "AppleWebKit/605.1.15 (KHTML, like Gecko)"
WINDOWS, ANDROID = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Mozilla/5.0 (Linux; Android 10; K)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X)"
MAC, LINUX = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "Mozilla/5.0 (X11; Linux x86_64)"
SAID = {
    f"{ANDROID} {WEBKIT} Chrome/124.0.0.0 Mobile Safari/537.36": "Chrome on Android",
    f"{WINDOWS} {WEBKIT} Chrome/124.0.0.0 Safari/537.36": "Chrome on Windows",
    f"{WINDOWS} {WEBKIT} Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0": "Edge on Windows",
    f"{MAC} {WEBKIT} Chrome/124.0.0.0 Safari/537.36 OPR/110.0.0.0": "Opera on Mac",
    f"{ANDROID} {WEBKIT} SamsungBrowser/24.0 Chrome/117.0.0.0 Mobile Safari/537.36": "Samsung Internet on Android",
    "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0": "Firefox on Linux",
    "Mozilla/5.0 (Android 14; Mobile; rv:125.0) Gecko/125.0 Firefox/125.0": "Firefox on Android",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:125.0) Gecko/20100101 Firefox/125.0": "Firefox on Mac",
    f"{IPHONE} {APPLE} Version/17.4 Mobile/15E148 Safari/604.1": "Safari on iPhone",
    f"{IPHONE} {APPLE} CriOS/124.0.6367.88 Mobile/15E148 Safari/604.1": "Chrome on iPhone",
    f"{IPHONE} {APPLE} FxiOS/125.0 Mobile/15E148 Safari/605.1.15": "Firefox on iPhone",
    f"{MAC} {APPLE} Version/17.4 Safari/605.1.15": "Safari on Mac or iPad",
    f"{IPHONE} {APPLE} Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_TW": "WeChat on iPhone",
    f"{ANDROID} {WEBKIT} Chrome/114.0 HuaweiBrowser/14.0 Mobile Safari/537.36": "Unknown browser on Android",
    f"{ANDROID} {WEBKIT} Version/4.0 Chrome/124.0 Mobile Safari/537.36": "Unknown browser on Android",
    f"{ANDROID} {WEBKIT} Version/4.0 Mobile Safari/534.30": "Unknown browser on Android",
    f"{LINUX} {APPLE} Version/16.0 Safari/605.1.15": "Unknown browser on Linux",
    f"{WINDOWS} {WEBKIT} Chrome/124.0 Safari/537.36 Other2_x/1": "Unknown browser on Windows",
    f"{WINDOWS} {WEBKIT} Chrome/124.0 Safari/537.36 Brave": "Unknown browser on Windows",
    "curl/8.5.0": "Unknown browser",
    "": "Unknown browser",
    "((((": "Unknown browser",
}  # fmt: skip


@pytest.mark.parametrize(("agent", "words"), SAID.items())
def test_a_browser_is_named_only_where_it_is_plain(agent, words):
    with override("en"):
        assert in_words(agent).replace("\u2068", "").replace("\u2069", "") == words


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "pt", "zh"])
def test_the_page_of_sessions_names_them(language, make_user, as_user):
    ana = make_user("ana")
    client = as_user(ana, language)
    agent = f"{ANDROID} {WEBKIT} Chrome/124.0.0.0 Mobile Safari/537.36"
    key = client.session.session_key
    UserSession.objects.create(user=ana, session_key=key, ip="192.0.2.1", user_agent=agent)
    page = client.get("/accounts/sessions/").content.decode()
    shown = re.sub(r"<[^>]*>", "", page)
    assert "Mozilla" not in shown and "Chrome" in shown and "Android" in shown
