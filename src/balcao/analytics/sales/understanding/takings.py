"""What is left of takings is not the sale: after a service's fees, after costs, after what was given back or spent out of the till."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from balcao.analytics.sales.understanding.candidates import Candidate
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.relations import Relation, by_place, several_of

MOSTLY_NUMBERS = 0.9
"""The share of cells of a column of money that are numbers."""
MOST_COLUMNS = 12
"""Columns of numbers of a statement that are added up together."""
FEWEST_FEES = 2
"""Rows with a fee that show what is paid out."""


def paid_less(
    kind: str, columns: Sequence[Contents], tenders: Sequence[int], totals: Sequence[int], taken: Sequence[int]
) -> list[Relation]:
    """A relation of this kind: a total that is what was paid in each way, less what was refunded or spent (`taken`); none if there is none."""
    known = by_place(columns)
    for chosen in several_of(tenders):
        together = sum(np.nan_to_num(known[t].numbers) for t in chosen)
        for less in taken:
            size = np.abs(np.nan_to_num(known[less].numbers))
            for total in totals:
                if np.any(size) and np.all(np.abs(np.nan_to_num(known[total].numbers) + size - together) <= 0.011):
                    return [Relation(kind, total, chosen[0], (less,), 1.0)]
    return []


def settle_purchases(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """Who is given tips sells, and so does of whom a service takes fees: the *purchase amount* beside them is what customers bought."""
    tips = any(meanings[c.place].best == "tip" and np.any(np.nan_to_num(c.numbers) > 0) for c in columns)
    for column in columns:
        meaning = meanings[column.place]
        if (
            meaning.best == "cost"
            and {"purchase", "money"} <= meaning.concepts
            and (tips or _pays_out(column, columns, meanings))
        ):
            meanings[column.place] = replace(meaning, roles={"amount": 0.78})


def _pays_out(bought: Contents, columns: Sequence[Contents], meanings: Mapping[int, Meaning]) -> bool:
    """Whether a column is what was bought less a service's fee, wherever it took one."""
    for fee in (c for c in columns if meanings[c.place].best == "fee" and c.numbers_share > MOSTLY_NUMBERS):
        taken = np.abs(np.nan_to_num(fee.numbers))
        left = bought.numbers - taken
        for column in columns:
            if column.place in (bought.place, fee.place) or column.numbers_share <= MOSTLY_NUMBERS:
                continue
            told = (taken > 0) & ~np.isnan(left) & ~np.isnan(column.numbers)
            if told.sum() >= FEWEST_FEES and np.all(np.abs(left[told] - column.numbers[told]) <= 0.011):
                return True
    return False


def settle_charges(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """*Charges* from which fees go off, on each row of a statement that adds up, are what customers were charged."""
    numbers = [c for c in columns if c.numbers_share > MOSTLY_NUMBERS and c.dates < 0.5 and not c.sequence]
    fees = [c for c in numbers if meanings[c.place].best == "fee"]
    for charged in fees if 3 <= len(numbers) <= MOST_COLUMNS and len(fees) > 1 else ():
        size = np.nan_to_num(charged.numbers)
        taken = [c for c in fees if c is not charged and np.any(np.nan_to_num(c.numbers) < 0)]
        if not taken or np.any(size < 0) or np.mean(size > 0) < 0.5:
            continue
        for total in (c for c in numbers if c not in fees):
            rest = sum(np.nan_to_num(c.numbers) for c in numbers if c is not total)
            if np.all(np.abs(np.nan_to_num(total.numbers) - rest) <= 0.011):
                meanings[charged.place] = replace(meanings[charged.place], roles={"amount": 0.9})
                return


def settle_what_is_due(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """The *amount due* that is what was handed over less the change is the sale, and nothing that is still owed."""

    def called(*names: str) -> list[Contents]:
        return [c for c in columns if meanings[c.place].best in names and c.numbers_share > MOSTLY_NUMBERS]

    for due in called("balance"):
        for given in called("tendered", "payment_method"):
            for change in called("change"):
                left, handed, back = (np.nan_to_num(c.numbers) for c in (due, given, change))
                if np.any(back) and np.any(left) and np.all(np.abs(handed - back - left) <= 0.011):
                    meanings[due.place] = replace(meanings[due.place], roles={"amount": 0.86})
                    return


def before_fees(candidates: Sequence[Candidate], relations: Sequence[Relation], columns: Mapping[int, Contents],
                 roles: Mapping[int, str], least: float) -> None:  # fmt: skip
    """What a statement of payouts starts from, before its fees, is the sale where nothing else could be."""
    if any(c.score >= least for c in candidates):
        return
    for relation in relations:
        starts = next((c for c in candidates if c.place == relation.base), None)
        if relation.kind == "sum" and starts and any(roles[p] == "fee" for p in relation.parts):
            before, after = (np.nansum(np.abs(columns[p].numbers)) for p in (relation.base, relation.target))
            if before > after:
                starts.score = 0.5


def weigh_net_of_costs(
    candidates: Sequence[Candidate], columns: Mapping[int, Contents], roles: Mapping[int, str]
) -> None:
    """What is left of takings after costs is no sale, and what it is left of is."""
    costs = [p for p, role in roles.items() if role in ("expense", "cost")]
    for net in candidates:
        for whole in candidates:
            for cost in costs:
                left, taken, spent = (np.nan_to_num(columns[p].numbers) for p in (net.place, whole.place, cost))
                if (
                    len({net.place, whole.place, cost}) == 3
                    and np.any(spent)
                    and np.all(np.abs(taken - np.abs(spent) - left) <= 0.011)
                ):
                    net.score -= 0.6
                    whole.score += 0.3
                    return


def weigh_net_of_fees(candidates: Sequence[Candidate], meanings: Mapping[int, Meaning], roles: Mapping[int, str],
                       parts: Mapping[int, str]) -> None:  # fmt: skip
    """Net beside gross where nothing tells what lies between, in a list of payments: what the service paid out."""
    gross = [c for c in candidates if "gross" in meanings[c.place].concepts]
    items = any(m.roles.get("item", 0) >= 0.9 or m.roles.get("quantity", 0) >= 0.9 for m in meanings.values())
    if not gross or parts or items:
        return
    for candidate in candidates:
        if "net" in meanings[candidate.place].concepts and "sale" not in meanings[candidate.place].concepts:
            candidate.score -= 0.3
