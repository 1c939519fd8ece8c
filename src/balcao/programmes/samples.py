"""How the programme's messages read, for their preview."""

from balcao.messaging.samples import sampled

_PHASE = {
    "zh-Hant": "中小企數碼化支援 2026（第一期）",
    "pt": "Apoio à digitalização 2026, fase 1",
    "en": "Digital support 2026, phase 1",
}
_STEP = {"zh-Hant": "完成培訓", "pt": "fazer a formação", "en": "do the training"}
_WHY = {
    "zh-Hant": "商戶登記未滿一年。",
    "pt": "O negócio está registado há menos de um ano.",
    "en": "The business has been registered for less than a year.",
}
_PAPERS = {
    "zh-Hant": "請提交：商業登記。",
    "pt": "Junte, por favor: registo comercial.",
    "en": "Please add: business registration.",
}
_ALL = {"phase": _PHASE, "reference": "B26-7K3M9QX"}

for code in ("submitted", "eligible", "awarded", "withdrawn", "completed", "list-ended", "phase-cancelled"):
    sampled(code, **_ALL)
sampled("asked", **_ALL, text=_PAPERS, until="2026-05-31")
for code in ("ineligible", "ineligible-again"):
    sampled(code, **_ALL, why=_WHY, days=0, until="2026-05-31T18:00")
for code in ("appeal-granted", "appeal-refused", "lapsed", "terms-changed", "number-renewed", "not-sent"):
    sampled(code, **_ALL, why=_WHY)
sampled("selected", **_ALL, until="2026-05-31")
sampled("waitlisted", **_ALL, number=37)
sampled("extended", **_ALL, step=_STEP, until="2026-05-31", why="")
sampled("reopened", **_ALL, step=_STEP)
sampled("will-lapse", **_ALL, step=_STEP, until="2026-05-31")
for code in ("reminder-due", "reminder-due-today", "reminder-overdue"):
    sampled(code, **_ALL, what=_STEP, until="2026-05-31", days=11, more=0)
