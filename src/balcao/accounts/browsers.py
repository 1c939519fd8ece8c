"""Which browser on which device, from what it says of itself. Where that is not plain, it is unknown: better no name than a wrong one."""

import re

from balcao.language import say

_FRAME = {"Mozilla", "AppleWebKit", "Gecko", "Safari", "Mobile", "Version"}
_CHROME = _FRAME | {"Chrome"}
_BROWSERS: tuple[tuple[str, str, set[str]], ...] = (
    ("MicroMessenger", "WeChat", set()),
    ("Edg", "Edge", _CHROME), ("EdgA", "Edge", _CHROME), ("EdgiOS", "Edge", _FRAME),
    ("OPR", "Opera", _CHROME), ("SamsungBrowser", "Samsung Internet", _CHROME),
    ("FxiOS", "Firefox", _FRAME), ("CriOS", "Chrome", _FRAME),
    ("Firefox", "Firefox", _FRAME), ("Chrome", "Chrome", _FRAME - {"Version"}), ("Version", "Safari", _FRAME),
)  # fmt: skip
"""The mark of each, its name, and what else it says: whatever says more is another one, built upon it. The first counts."""
_SYSTEMS = (
    ("Windows NT", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def in_words(agent: str) -> str:
    """Such as "Chrome on Android"."""
    browser, system = _browser(agent), _system(agent)
    if browser and system:
        return say("browser-on", browser=browser, system=system)
    return browser or (say("browser-unknown-on", system=system) if system else say("browser-unknown"))


def _browser(agent: str) -> str:
    said = {word.partition("/")[0] for word in re.sub(r"\([^()]*\)", " ", agent).split()} - {"like"}
    for mark, name, frame in _BROWSERS:
        if mark in said and (not frame or said <= {*frame, mark}):
            return "" if name == "Safari" and not ("Safari" in said and _is_apples(agent)) else name
    return ""


def _is_apples(agent: str) -> bool:
    return any(device in agent for device in ("(iPhone", "(iPad", "(Macintosh"))


def _system(agent: str) -> str:
    device = re.search(r"\(([^()]*)\)", agent)
    name = next((name for mark, name in _SYSTEMS if device and mark in device[1]), "")
    if name == "Mac" and "Chrome/" not in agent and "Firefox/" not in agent:  # an iPad says that it is a Mac
        return say("system-mac-or-ipad")
    return name
