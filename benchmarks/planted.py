"""How well the checks do on made-up shops: found, valued rightly, not invented. Prints the table of docs/methods/diagnosis.md.

.venv/bin/python -m benchmarks.planted [SHOPS PER PROBLEM] [CLEAN SHOPS]
"""

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from balcao.analytics.simulation.problems import PROBLEMS
from balcao.analytics.simulation.trials import invented, planted


def main() -> None:
    each, clean = (int(sys.argv[n]) if len(sys.argv) > n else default for n, default in ((1, 40), (2, 200)))
    with ProcessPoolExecutor(2) as pool:
        asked = [(check, seed) for check in PROBLEMS for seed in range(each)]
        trials = list(pool.map(planted, *zip(*asked, strict=True), chunksize=8))
        inventions = Counter(check for found in pool.map(invented, range(clean), chunksize=8) for check in found)
    print(
        f"| check | found in {each} | truth inside the 80 % interval | found / true value, median | invented in {clean} clean shops |"
    )
    print("|---|---|---|---|---|")
    for check in PROBLEMS:
        own = [trial for trial in trials if trial.check == check]
        found = [trial for trial in own if trial.found]
        inside = sum(trial.inside for trial in own)
        ratio = np.median([trial.found.mid / trial.truth for trial in found if trial.found]) if found else float("nan")
        share = f"{inside / len(found):.0%}" if found else "-"
        print(
            f"| {check} | {len(found)} | {inside} ({share}) | {ratio:.2f} | {inventions[check]} ({inventions[check] / clean:.1%}) |"
        )


if __name__ == "__main__":
    main()
