"""The profile that an application keeps, in words."""

from collections.abc import Mapping
from typing import Any

from balcao.language import language, say, words


def name_of(profile: Mapping[str, Any]) -> str:
    """The trade name in the reader's language, or in the first that there is."""
    names = {"zh-Hant": profile.get("name_zh"), "pt": profile.get("name_pt"), "en": profile.get("name_en")}
    return names.get(language()) or next((name for name in names.values() if name), "")


def rows_of(profile: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and value of what rules and officers look at; a dash for what is not given."""
    size = profile.get("size") or ""
    here = profile.get("registered_here")
    rows = [
        (say("business-name"), name_of(profile)),
        (say("business-sector"), words().word("sector", profile["sector"]) if profile.get("sector") else ""),
        (say("business-size"), words().word("size", size.replace("+", "plus")) if size else ""),
        (say("business-district"), words().word("district", profile["district"]) if profile.get("district") else ""),
        (say("business-address"), profile.get("address") or ""),
        (say("business-phone"), profile.get("phone") or ""),
        (say("business-registration_number"), profile.get("registration_number") or ""),
        (say("business-registered_on"), words().date(profile["registered_on"]) if profile.get("registered_on") else ""),
        (say("business-registered_here"), "" if here is None else say("yes" if here else "no")),
    ]
    return [(name, value or "–") for name, value in rows]
