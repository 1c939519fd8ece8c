"""The diagnosis as the one JSON object of `balcao diagnose --json`."""

from decimal import Decimal
from typing import Any

from balcao.analytics.diagnosis.engine import Diagnosis
from balcao.analytics.diagnosis.finding import Value
from balcao.analytics.economies import minor_digits
from balcao.analytics.report.report import tell, tell_missing
from balcao.analytics.report.texts import Catalogue
from balcao.analytics.report.understanding import say_evidence
from balcao.analytics.sales.schema import Reading


def as_json(
    file: str, reading: Reading, diagnosis: Diagnosis, catalogue: Catalogue, read_seconds: float
) -> dict[str, object]:
    """Money is text in major units with all its decimals; values are numbers in major units, an 80 % interval a month."""
    digits = reading.minor_digits
    totals, net = diagnosis.totals, diagnosis.totals.revenue - diagnosis.totals.refunds

    def value(found: Value | None) -> dict[str, object] | None:
        if found is None:
            return None
        low, mid, high = (round(part / 10**digits, digits) for part in (found.low, found.mid, found.high))
        return {"low": low, "mid": mid, "high": high, "currency": reading.currency, "per": "month"}

    findings = []
    for finding in diagnosis.findings:
        told = tell(finding, catalogue)
        findings.append(
            {
                "check": finding.check, "title": told.title, "so_what": told.so_what, "do": told.do,
                "value": value(finding.value), "confidence": finding.confidence, "needs": list(finding.needs),
                "evidence": finding.evidence,
            }
        )  # fmt: skip
    missing = []
    for one in diagnosis.not_enough:
        reason, need = tell_missing(one, catalogue)
        missing.append({"check": one.check, "reason": reason, "would_need": need})
    return {
        "file": file,
        "read": {**reading.as_dict(), **_understanding(reading, catalogue)},
        "period": {"from": diagnosis.first.isoformat(), "to": diagnosis.last.isoformat(), "days_open": diagnosis.days_open},
        "totals": {
            "lines": totals.lines, "receipts": totals.receipts, "quantity": float(totals.quantity),
            "revenue": major(totals.revenue, digits), "refunds": major(totals.refunds, digits), "net": major(net, digits),
        },
        "findings": findings,
        "not_enough": missing,
        "seconds": {"read": round(read_seconds, 3), "diagnose": round(diagnosis.seconds, 3)},
    }  # fmt: skip


def major(minor: int | None, digits: int) -> str | None:
    """Money as text in major units with all its decimals."""
    return None if minor is None else str(Decimal(minor).scaleb(-digits).quantize(Decimal(1).scaleb(-digits)))


def _understanding(reading: Reading, catalogue: Catalogue) -> dict[str, Any]:
    """Why columns are what they are, what is not sure, and what was found beside the sales; evidence in words."""
    digits = reading.minor_digits
    control = [major(minor, digits) for minor in reading.control] if reading.control else None
    return {
        "understood": [
            {
                "role": one.role, "columns": list(one.columns), "evidence": say_evidence(one.evidence, catalogue),
                "margin": round(one.margin, 3), "runner_up": one.runner_up,
            }
            for one in reading.understood
        ],
        "questions": [
            {
                "about": question.about,
                "taken": question.taken,
                **({"rows": question.rows, "column": question.column} if question.rows else {}),
                "candidates": [
                    {
                        "answer": one.answer, "evidence": say_evidence(one.evidence, catalogue),
                        "net": major(one.net, digits),
                    }
                    for one in question.candidates
                ],
            }
            for question in reading.questions
        ],
        "other_currencies": {
            code: {"rows": rows, "net": major(net, minor_digits(code))}
            for code, (rows, net) in reading.other_currencies.items()
        },
        "parts": {"read": list(reading.parts), "not_read": list(reading.other_parts)},
        "control": {"stated": control[0], "found": control[1]} if control else None,
    }  # fmt: skip
