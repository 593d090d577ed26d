"""Every task: what is right passes for every student, what is wrong is told apart."""

import numpy as np
import pytest

from initnotes import exercises

TASKS = [
    pytest.param(task, id=f"{room}.{name}")
    for room, module in vars(exercises).items()
    if room != "task" and getattr(module, "__name__", "").startswith("initnotes.exercises.")
    for name, task in vars(module).items()
    if isinstance(task, exercises.Task)
]
STUDENTS = range(1, 31)


def test_there_is_a_task():
    assert TASKS


@pytest.mark.parametrize("task", TASKS)
def test_what_is_right_passes_for_every_student(task, capsys):
    for student in STUDENTS:
        task.judge(task.right, student=student)
    assert capsys.readouterr().out.count("are right") == len(STUDENTS)


@pytest.mark.parametrize("task", TASKS)
def test_a_slip_is_refused_and_named(task):
    assert task.slips
    for words, wrong in task.slips.items():
        for student in STUDENTS:
            with pytest.raises(AssertionError, match="That is what you get") as told:
                task.judge(wrong, student=student)
            assert words in str(told.value)


@pytest.mark.parametrize("task", TASKS)
def test_an_answer_a_little_off_or_of_no_use_is_refused(task):
    def off(**case):
        return np.asarray(task.right(**case)) * (1 + 10 * task.rtol)

    for answer in (off, lambda **case: None, lambda **case: float("nan")):
        with pytest.raises(AssertionError, match=f"^{task.name}\\("):
            task.judge(answer, student=1)


@pytest.mark.parametrize("task", TASKS)
def test_students_get_cases_of_their_own(task):
    assert repr(task.cases(1)) == repr(task.cases(1)) != repr(task.cases(2))


def test_bad_students_and_functions_are_refused():
    task = exercises.variance.state_std
    with pytest.raises(ValueError, match="student must be at least 1, got 0"):
        task.cases(0)
    with pytest.raises(TypeError, match="student must be an integer, got"):
        task.cases("12")
    with pytest.raises(TypeError, match="function must be a function of bound, x, got"):
        task.judge(3, student=1)
