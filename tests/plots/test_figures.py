"""All figures of the chapters, as their cells draw them, keep the style."""

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from initnotes.plots import style
from tests.plots import chapters, walk

CHECKS = (
    walk.miscolored,
    walk.same_look,
    walk.thin_layers,
    walk.without_quantity,
    walk.small_texts,
)


@pytest.mark.parametrize("chapter", chapters.CHAPTERS)
def test_every_figure_of_a_chapter_keeps_the_style(chapter, capsys):
    drawn = chapters.figures(chapter)
    complaints = {
        name: found
        for name, figure in drawn
        if (found := [one for check in CHECKS for one in check(figure)])
    }
    plt.close("all")
    assert complaints == {}
    assert [name for name, _ in drawn] == chapters.figure_names(chapter)


def test_the_book_has_many_figures():
    assert sum(len(chapters.figure_names(chapter)) for chapter in chapters.CHAPTERS) > 40


@pytest.fixture
def figure():
    figure = Figure(figsize=(style.WIDTH, 3.4), layout="constrained", dpi=144)
    ax = figure.subplots()
    ax.errorbar([1, 2], [1, 2], [0.1, 0.2], fmt="o", color=style.COLORS["he"], label="ReLU, He")
    ax.plot([1, 2], [2, 1], color=style.ramp(3)[1], linewidth=style.LINE, label="layer 2")
    ax.plot([1, 2], [2, 1], color=style.FURTHER[0], label="tanh")
    ax.fill_between([1, 2], [2, 1], color=style.ramp(3)[1], alpha=0.3)
    ax.set_xlabel("layer", fontsize=10)
    ax.set_ylabel("variance", fontsize=10)
    return figure


def complaints(figure):
    return [one for check in CHECKS for one in check(figure)]


def test_a_figure_in_the_style_is_let_through(figure):
    assert complaints(figure) == []


@pytest.mark.parametrize(
    ("plant", "complaint"),
    [
        (lambda ax: ax.lines[0].set_color(style.COLORS["xavier"]), "'ReLU, He' in #d55e00"),
        (lambda ax: ax.collections[0].set_color(style.FURTHER[1]), "'ReLU, He' in #888844"),
        (lambda ax: ax.containers[0].set_label("ReLU"), "'ReLU' in #009e73"),
        (lambda ax: ax.plot(0, 0, color=style.COLORS["xavier"]), "'' in #d55e00"),
        (lambda ax: ax.bar(0, 1, color="#123456", label="a"), "'a' in #123456"),
        (lambda ax: ax.lines[1].set_color(style.FURTHER[0]), "'layer 2' in #cc00aa"),
        (lambda ax: ax.lines[2].set_color(style.ramp(3)[1]), "'tanh' in #6b1d81"),
        (lambda ax: ax.lines[1].set_linewidth(1.5), "'layer 2' of 1.5 points"),
        (lambda ax: ax.plot(0, 0, color=style.FURTHER[0], label="a"), "'a' like 'tanh'"),
        (lambda ax: ax.set_xlabel(""), "a horizontal axis without a label"),
        (lambda ax: ax.set_ylabel(""), "a vertical axis without a label"),
        (lambda ax: ax.set_title("small", fontsize=9), "'small' of 8.4 px"),
        (lambda ax: ax.set_yscale("log"), r"'$\\mathdefault{10^{0}}$' of 6.5 px"),
        (lambda ax: ax.get_figure().set_size_inches(7, 4), "'layer' of 6.7 px"),
    ],
)
def test_a_fault_is_found(figure, plant, complaint):
    plant(figure.axes[0])
    assert complaint in complaints(figure)


def test_only_what_figures_need_is_run():
    names = {name for name, _ in chapters.needed("batch")}
    assert set(chapters.figure_names("batch")) <= names
    kept, whole = (len(list(of("batch"))) for of in (chapters.needed, chapters.statements))
    assert kept < 0.7 * whole
