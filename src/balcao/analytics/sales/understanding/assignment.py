"""The best assignment of all roles at once: each role to at most one column, each column to at most one role."""

import numpy as np
import numpy.typing as npt


def assign(scores: npt.NDArray[np.float64]) -> list[int]:
    """The column of each role so that the scores sum to the most; -1 where no column is worth anything.

    `scores` is roles × columns, none negative. The Hungarian algorithm in its shortest-path form (Jonker and Volgenant 1987),
    each role having a dummy column worth nothing.
    """
    roles, columns = scores.shape
    cost = np.concatenate([-scores, np.zeros((roles, roles))], axis=1)
    width = columns + roles
    by_role, by_column = np.zeros(roles + 1), np.zeros(width + 1)
    holder = np.zeros(width + 1, dtype=int)  # which role holds a column; 0 is nobody, roles count from 1
    came_from = np.zeros(width + 1, dtype=int)
    for role in range(1, roles + 1):
        holder[0], at = role, 0
        shortest = np.full(width + 1, np.inf)
        done = np.zeros(width + 1, dtype=bool)
        while True:
            done[at] = True
            current = holder[at]
            reduced = cost[current - 1] - by_role[current] - by_column[1:]
            better = ~done[1:] & (reduced < shortest[1:])
            shortest[1:][better] = reduced[better]
            came_from[1:][better] = at
            open_ = np.where(done[1:], np.inf, shortest[1:])
            nearest = int(np.argmin(open_)) + 1
            delta = open_[nearest - 1]
            by_role[holder[done]] += delta
            by_column[done] -= delta
            shortest[~done] -= delta
            at = nearest
            if holder[at] == 0:
                break
        while at:
            holder[at] = holder[came_from[at]]
            at = came_from[at]
    found = [-1] * roles
    for column in range(1, columns + 1):
        if holder[column] and scores[holder[column] - 1, column - 1] > 0:
            found[holder[column] - 1] = column - 1
    return found
