"""The form in which notebooks are stored."""

import importlib.util
from pathlib import Path

import nbformat
import pytest

from initnotes import explorers

SCRIPT = Path(__file__).parent.parent / "book" / "canonical.py"


@pytest.fixture(scope="module")
def canonical():
    spec = importlib.util.spec_from_file_location("canonical", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.canonical


def kept(canonical, data):
    """Which kinds of `data` are still there in canonical form."""
    output = nbformat.v4.new_output("execute_result", data)
    cell = nbformat.v4.new_code_cell("", outputs=[output])
    [cell] = canonical(nbformat.v4.new_notebook(cells=[cell])).cells
    return set(cell.outputs[0].data)


def test_of_an_explorer_the_sentence_is_kept(canonical):
    bundle = explorers.named("bound")._repr_mimebundle_()
    assert kept(canonical, bundle) == {"text/plain"}


def test_images_are_dropped_and_tables_kept(canonical):
    data = {"text/plain": "a", "text/html": "<table></table>", "image/png": "b"}
    assert kept(canonical, data) == {"text/plain", "text/html"}
