"""Judging an application by a phase's rules. Three outcomes: met, not met, and not known yet; a broken rule is a fourth.

Pure: facts in, outcomes out; 60,000 applications are judged with the same code as one form (`facts.py` gathers facts).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from balcao.language import in_all
from balcao.programmes.fields import TESTS, Facts, kind_of
from balcao.programmes.terms import Condition, Rule, Terms, Texts


class Outcome(StrEnum):
    """What a rule says of an application."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    BROKEN = "broken"


class BrokenRuleError(Exception):
    """A condition that cannot be judged: its field or test is gone, or its value is of the wrong kind."""


@dataclass(frozen=True)
class Judged:
    """The outcome of one rule, with the reason to be told where it is not met."""

    code: str
    outcome: Outcome
    reason: Texts


class Judge:
    """The rules of one phase, ready to judge any number of applications."""

    def __init__(self, terms: Terms) -> None:
        self._questions = {question.code: question.kind for question in terms.questions}
        self._documents = frozenset(needed.code for needed in terms.documents)
        self.rules = [*_own_rules(terms), *terms.rules]
        self.strata, self.grid = terms.strata, terms.grid

    def judge(self, facts: Facts) -> list[Judged]:
        """Every rule's outcome, in order."""
        return [Judged(rule.code, self._outcome(rule.when, facts), rule.reason) for rule in self.rules]

    def stratum(self, facts: Facts) -> str:
        """The first stratum whose condition is met, or ""."""
        met = (s.code for s in self.strata if self._outcome(s.when, facts) is Outcome.MET)
        return next(met, "")

    def meets(self, condition: Condition, facts: Facts) -> bool:
        """Whether a condition is certainly met."""
        return self._outcome(condition, facts) is Outcome.MET

    def unknown(self, facts: Facts) -> list[str]:
        """The fields for whose facts rules wait: what is not given and decides."""
        waiting = (rule.when for rule in self.rules if self._outcome(rule.when, facts) is Outcome.UNKNOWN)
        return list(dict.fromkeys(field for when in waiting for field in self._waits(when, facts)))

    def _waits(self, condition: Condition, facts: Facts) -> list[str]:
        if self._true(condition, facts) is not None:
            return []
        parts = condition.all or condition.any or ([condition.no] if condition.no is not None else [])
        return [field for part in parts for field in self._waits(part, facts)] if parts else [condition.field or ""]

    def broken(self) -> list[str]:
        """Codes of rules, strata and lines of the grid that no facts could meet or miss, because they are broken."""
        named = [(rule.code, rule.when) for rule in self.rules] + [(s.code, s.when) for s in self.strata]
        named += [(line.code, line.when) for line in self.grid if line.when is not None]
        return [code for code, condition in named if not self._sound(condition)]

    def _outcome(self, condition: Condition, facts: Facts) -> Outcome:
        try:
            found = self._true(condition, facts)
        except (BrokenRuleError, TypeError, ValueError):
            return Outcome.BROKEN
        return Outcome.UNKNOWN if found is None else Outcome.MET if found else Outcome.NOT_MET

    def _true(self, condition: Condition, facts: Facts) -> bool | None:
        """Kleene's three values: what is not known decides only where it must."""
        if condition.all is not None:
            found = [self._true(part, facts) for part in condition.all]
            return False if False in found else None if None in found else True
        if condition.any is not None:
            found = [self._true(part, facts) for part in condition.any]
            return True if True in found else None if None in found else False
        if condition.no is not None:
            inner = self._true(condition.no, facts)
            return None if inner is None else not inner
        test = self._test(condition)
        fact = facts.get(condition.field or "")
        if fact is None or fact == "":
            return None
        return test(fact, condition.value)

    def _test(self, condition: Condition) -> Any:
        kind = kind_of(condition.field or "", self._questions, self._documents)
        if kind is None or condition.test is None or condition.test not in TESTS[kind]:
            raise BrokenRuleError(condition.field)
        return TESTS[kind][condition.test]

    def _sound(self, condition: Condition) -> bool:
        for parts in (condition.all, condition.any):
            if parts is not None:
                return all(self._sound(part) for part in parts)
        if condition.no is not None:
            return self._sound(condition.no)
        try:
            self._test(condition)
            kind = kind_of(condition.field or "", self._questions, self._documents)
            _check_value(kind or "", condition.value)
        except (BrokenRuleError, TypeError, ValueError):
            return False
        return True


def refused(judged: Sequence[Judged]) -> list[Judged]:
    """The rules that are certainly not met."""
    return [one for one in judged if one.outcome is Outcome.NOT_MET]


def _check_value(kind: str, value: Any) -> None:
    """Raise TypeError or ValueError for a value that no fact of this kind can be compared with."""
    if kind == "choice" and not (isinstance(value, list) and value):
        raise TypeError(value)
    if kind == "number" and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise TypeError(value)
    if kind == "date":
        date.fromisoformat(value)


def _own_rules(terms: Terms) -> list[Rule]:
    """What the terms ask by themselves: sectors, and not more applications than allowed."""
    rules = []
    if terms.sectors:
        condition = Condition(field="sector", test="in", value=terms.sectors)
        rules.append(Rule(code="own_sectors", when=condition, reason=_said("rule-own-sectors")))
    most = Condition(field="applications_in_phase", test="at_most", value=terms.most_applications - 1)
    rules.append(Rule(code="own_most", when=most, reason=_said("rule-own-most", most=terms.most_applications)))
    return rules


def _said(sentence: str, **facts: object) -> Texts:
    return Texts.model_validate(in_all(sentence, **facts))
