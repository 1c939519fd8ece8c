"""How the messages about sales read, for their preview."""

from balcao.messaging.samples import sampled

sampled(
    "month",
    name={"zh-Hant": "海港咖啡", "pt": "Café do Porto", "en": "Harbour Café"},
    text={
        "zh-Hant": "以下是海港咖啡的銷售情況。\n\n你4月的銷售記錄已齊全。",
        "pt": "Eis o que sabemos das vendas de Café do Porto.\n\nAs suas vendas de abril estão completas.",
        "en": "Here is what we know about the sales of Harbour Café.\n\nYour sales of April are complete.",
    },
)
