"""Districts of the economies that have a list of them here. Words for them are in the catalogues; elsewhere people write theirs."""

DISTRICTS = {
    "MO": ("fatima", "antonio", "lazaro", "se", "lourenco", "carmo", "cotai", "xavier"),
    "HK": (
        "central-western", "eastern", "southern", "wan-chai", "kowloon-city", "kwun-tong", "sham-shui-po", "wong-tai-sin",
        "yau-tsim-mong", "islands", "kwai-tsing", "north", "sai-kung", "sha-tin", "tai-po", "tsuen-wan", "tuen-mun", "yuen-long",
    ),
}  # fmt: skip
"""Macao: parishes and the Cotai landfill, as its statistics service has them. Hong Kong: the eighteen districts."""
