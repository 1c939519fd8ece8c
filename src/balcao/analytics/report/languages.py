"""The languages we speak, and the locale in which each writes figures."""

from collections.abc import Mapping

LANGUAGES: Mapping[str, str] = {"en": "en_GB", "pt": "pt_PT", "zh-Hant": "zh_Hant_MO"}
