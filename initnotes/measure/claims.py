"""Beliefs and what a chapter's runs make of them.

A verdict is never typed: it follows from which runs are given, and a run that does not come out as
said raises an error.
"""

from dataclasses import dataclass

from initnotes.checks import check_flag, check_string
from initnotes.measure.intervals import TESTS

_HEAD = "| The belief | Verdict | The run |\n|---|---|---|"


@dataclass(frozen=True)
class Claim:
    """A belief, its verdict ("true", "half true" or "false") and the number that decides it.

    Examples
    --------
    >>> from initnotes import measure
    >>> measure.Claim("The mean is 0.", "true", "z = 0.3")
    true: The mean is 0. (z = 0.3)
    """

    belief: str
    verdict: str
    found: str

    def __repr__(self):
        return f"{self.verdict}: {self.belief} ({self.found})"

    def _repr_markdown_(self):
        return f"**Settled: {self.verdict}.** *{self.belief}* {self.found}"


class Claims:
    """The claims of one chapter, in the order in which its runs settle them.

    Jupyter shows them as a table of belief, verdict and run, and under it how many predictions
    `agrees` and `compare` have held against draws since, wrong ones included, and how many right
    ones chance would have rejected at most: the sum of their levels.

    Examples
    --------
    >>> from initnotes import measure
    >>> claims = measure.Claims()
    >>> claims.settle("A uniform variable on (-b, b) has variance b^2/12.",
    ...               fails=True, found="z = 838")
    false: A uniform variable on (-b, b) has variance b^2/12. (z = 838)
    >>> claims.settle("Its variance is b^2/3.", holds=True, found="z = -0.2").verdict
    'true'
    >>> len(claims)
    2
    """

    def __init__(self):
        self._settled = {}
        self._tests_before = TESTS.copy()

    def settle(self, belief, *, holds=None, fails=None, found):
        """Settle a belief by runs, keep the `Claim` and return it.

        A belief that only `holds` is true, one that only `fails` is false; given both, it is half
        true. Settling the same belief again replaces what was found before.

        Parameters
        ----------
        belief, found : str
            The sentence, and the number or numbers that decide it; both may hold formulas.
        holds : bool, optional
            Whether a run agrees with the belief where it is right.
        fails : bool, optional
            Whether a run rejects the belief where it is wrong.

        Raises AssertionError if `holds` or `fails` is False, ValueError if neither is given.
        """
        check_string(belief, "belief")
        check_string(found, "found")
        runs = {"holds": holds, "fails": fails}
        runs = {name: came_out for name, came_out in runs.items() if came_out is not None}
        if not runs:
            raise ValueError("a claim must have a run that holds or fails, got neither")
        for name, came_out in runs.items():
            check_flag(came_out, name)
            if not came_out:
                raise AssertionError(f"the run does not say that this {name}: {belief} ({found})")
        verdict = "half true" if len(runs) == 2 else "true" if "holds" in runs else "false"
        self._settled[belief] = claim = Claim(belief, verdict, found)
        return claim

    def __len__(self):
        return len(self._settled)

    def __iter__(self):
        return iter(self._settled.values())

    def __repr__(self):
        return "\n".join([*map(repr, self), self._budget])

    def _repr_markdown_(self):
        rows = (f"| {claim.belief} | {claim.verdict} | {claim.found} |" for claim in self)
        return "\n".join([_HEAD, *rows, "", self._budget])

    @property
    def _budget(self):
        tests = TESTS - self._tests_before
        by_chance = sum(level * count for level, count in tests.items())
        return (
            f"Predictions held against draws: {tests.total()}. "
            f"Right ones that chance rejects: {by_chance:.2g} at most, on average."
        )
