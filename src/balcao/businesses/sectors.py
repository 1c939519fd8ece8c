"""The classes of ISIC Rev. 4 that small businesses of these programmes are in. Words for them are in the catalogues."""

SECTORS = (
    "5610", "5629", "5630", "4711", "4719", "4721", "4722", "4741", "4751", "4752", "4759", "4761", "4762", "4763",
    "4764", "4771", "4772", "4773", "4774", "4781", "4791", "4610", "4630", "4641", "4649", "4690", "1071", "1079",
    "1811", "3290", "5510", "7911", "8549", "8621", "9511", "9521", "9529", "9601", "9602", "9609",
)  # fmt: skip
"""Codes, the most frequent in the programmes first."""
