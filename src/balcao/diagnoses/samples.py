"""How the messages about sales read, for their preview."""

from balcao.messaging.samples import sampled

sampled(
    "month",
    name={"zh-Hant": "海港咖啡", "pt": "Café do Porto", "en": "Harbour Café"},
    paragraphs={
        "zh-Hant": "你4月的銷售記錄已齊全。\n\n…",
        "pt": "As suas vendas de abril estão completas.\n\n…",
        "en": "Your sales of April are complete.\n\n…",
    },
)
