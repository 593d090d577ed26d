"""A function to write, judged on cases that a student's number draws."""

import copy
import inspect
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from initnotes.checks import as_floats, check_callable, check_positive_integer

CASES = 5


@dataclass(frozen=True)
class Task:
    """A function that an exercise asks for.

    Parameters
    ----------
    name : str
        What the exercise calls the function.
    right : function
        What is asked for.
    draw : function of a generator
        One case: a dict of arguments by name.
    slips : dict of str -> function, optional
        Wrong ways that are common, in words, each with what it answers: a wrong answer that equals
        one of them is told which.
    rtol : float
        Relative error allowed, in the largest entry of the right answer.

    Examples
    --------
    >>> from initnotes import exercises
    >>> def state_std(bound, x):
    ...     return (bound**2 / 3 * (x**2).sum()) ** 0.5
    >>> exercises.variance.state_std.judge(state_std, student=12345)
    state_std: all 5 cases of student 12345 are right
    """

    name: str
    right: Callable
    draw: Callable
    slips: Mapping = field(default_factory=dict)
    rtol: float = 1e-6

    def cases(self, student):
        """The cases of a student's number, a list of dicts of arguments by name."""
        check_positive_integer(student, "student")
        rng = np.random.default_rng([zlib.crc32(self.name.encode()), int(student)])
        return [self.draw(rng) for _ in range(CASES)]

    def judge(self, function, *, student):
        """Say that `function` is right in all cases of a student's number.

        Raises AssertionError with the first case in which it is not, what was needed, what came,
        and the slip that gives this answer, if it is a known one.
        """
        check_callable(function, "function", ", ".join(inspect.signature(self.right).parameters))
        for case in self.cases(student):
            needed, came = self.right(**case), function(**copy.deepcopy(case))
            if not self._agree(came, needed):
                shown = ", ".join(f"{key}={value}" for key, value in case.items())
                slip = next(
                    (
                        f" That is what you get {words}."
                        for words, wrong in self.slips.items()
                        if self._agree(came, wrong(**case))
                    ),
                    "",
                )
                raise AssertionError(f"{self.name}({shown}) must be {needed}, got {came}.{slip}")
        print(f"{self.name}: all {CASES} cases of student {student} are right")

    def _agree(self, came, needed):
        try:
            came = as_floats(came, "the answer")
        except (TypeError, ValueError):
            return False
        scale = self.rtol * np.max(np.abs(needed))
        return came.shape == np.shape(needed) and bool(np.all(np.abs(came - needed) <= scale))
