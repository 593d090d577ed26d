"""The package as a whole: what importing it loads, and what it says of itself."""

import dataclasses
import doctest
import importlib
import importlib.metadata
import inspect
import pkgutil
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from flit_core import buildapi

import initnotes
from initnotes.explorers import static

MODULES = sorted(m.name for m in pkgutil.walk_packages(initnotes.__path__, "initnotes."))
NEED_TORCH = {name for name in MODULES if name.startswith("initnotes.pytorch")}
# What says no to bad input, stands in for SciPy or serves the derivations is not for a reader.
NOT_PUBLIC = {
    "initnotes.activations.agreement",
    "initnotes.activations.special",
    "initnotes.checks",
    "initnotes.derivations.factors",
    "initnotes.derivations.laws",
    "initnotes.derivations.linear",
    "initnotes.derivations.series",
    "initnotes.plots.arguments",
    "initnotes.products",
    "initnotes.signals.arguments",
}
# A reader meets the modules of each as one: its page shows what its __all__ names.
SHOWN_WHOLE = ("initnotes.activations", "initnotes.schemes")
ROOT = Path(__file__).parent.parent


def modules_loaded_by(statement):
    """Names of the modules that a fresh interpreter holds after `statement`."""
    code = f"import sys\n{statement}\nprint(*(name for name in sys.modules if sys.modules[name]))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_import_loads_none_of_the_heavy_packages():
    heavy = {"torch", "sympy", "matplotlib", "scipy"}
    assert not modules_loaded_by("import initnotes") & heavy
    assert modules_loaded_by("import initnotes, sympy") & heavy == {"sympy"}


def test_every_module_can_be_imported_first_and_works_without_torch_and_scipy():
    # None in sys.modules makes an import of that name fail; each module finds the package unloaded.
    first = """
import doctest
import importlib
sys.modules["torch"] = sys.modules["scipy"] = None
alone = []
for name in {names}:
    for loaded in [loaded for loaded in sys.modules if loaded.startswith("initnotes")]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
        alone.append(name)
    except ImportError:
        pass
sys.modules = dict.fromkeys(alone, True)
"""
    assert modules_loaded_by(first.format(names=MODULES)) == set(MODULES) - NEED_TORCH


def test_every_module_named_by_the_package_is_there():
    assert {f"initnotes.{name}" for name in initnotes.__all__} <= set(MODULES)
    for name in initnotes.__all__:
        assert inspect.ismodule(getattr(initnotes, name))
    assert dir(initnotes) == sorted(initnotes.__all__)


def defined_in(name):
    """The public functions and classes that a module defines."""
    return {
        public
        for public, value in vars(importlib.import_module(name)).items()
        if callable(value) and getattr(value, "__module__", None) == name and public[0] != "_"
    }


def test_unknown_attribute_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'initnotes' has no attribute 'xavier'"):
        _ = initnotes.xavier


def test_version_is_the_installed_one():
    assert initnotes.__version__ == importlib.metadata.version("initnotes")


@pytest.mark.parametrize("name", MODULES)
def test_every_public_name_has_a_docstring(name):
    module = importlib.import_module(name)
    assert module.__doc__
    for public in defined_in(name):
        assert getattr(module, public).__doc__, f"{name}.{public} has no docstring"


def public_objects(module):
    """Name -> function or class that `module` defines for its readers."""
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_")
        and (inspect.isfunction(value) or inspect.isclass(value))
        and value.__module__ == module.__name__
    }


def without_example(objects):
    """Names of those whose docstring has no Examples section with code that a doctest runs."""
    found = doctest.DocTestParser().get_examples
    return [
        name
        for name, value in objects.items()
        if "\nExamples\n--------\n>>> " not in (inspect.getdoc(value) or "")
        or not found(value.__doc__)
    ]


@pytest.mark.parametrize("name", [name for name in MODULES if name not in NOT_PUBLIC])
def test_every_public_function_has_an_example(name):
    assert without_example(public_objects(importlib.import_module(name))) == []


def test_a_function_without_an_example_is_found():
    def bare():
        """What it does.

        Examples
        --------
        Call it.
        """

    def named():
        """What it does.

        Examples
        --------
        >>> 1 + 1
        2
        """

    assert without_example({"bare": bare, "named": named}) == ["bare"]
    assert len(public_objects(initnotes.variance)) > 5


def test_api_documents_every_module_once_on_its_packages_page():
    listed = {
        page.stem: re.findall(r"automodule:: (\S+)", page.read_text(encoding="utf-8"))
        for page in (ROOT / "book" / "api").glob("*.md")
    }
    everywhere = [name for names in listed.values() for name in names]
    assert set(MODULES) > NOT_PUBLIC
    whole = {name: name.rpartition(".")[0] for name in MODULES}
    whole = {name: package for name, package in whole.items() if package in SHOWN_WHOLE}
    assert sorted(everywhere) == sorted(set(MODULES) - NOT_PUBLIC - set(whole))
    for name in set(whole) - NOT_PUBLIC:
        assert defined_in(name) <= set(importlib.import_module(whole[name]).__all__)
    for page, names in listed.items():
        inside = {f"initnotes.{page}"} if page != "inputs" else {"initnotes"}
        assert {name.rpartition(".")[0] for name in names} - {"initnotes"} <= inside


def test_wheel_and_sdist_carry_all_that_an_explorer_needs(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    wheel = zipfile.ZipFile(tmp_path / buildapi.build_wheel(tmp_path)).namelist()
    sdist = tarfile.open(tmp_path / buildapi.build_sdist(tmp_path)).getnames()
    needed = {
        f"initnotes/explorers/browser/{name}"
        for name in (
            *static.LIBRARIES,
            *static.SCRIPTS,
            static.STYLES,
            "d3.LICENSE",
            "plot.LICENSE",
        )
    }
    assert needed <= set(wheel)
    assert needed <= {name.partition("/")[2] for name in sdist}


def test_every_file_that_the_readme_links_to_is_there():
    links = re.findall(r"\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    files = [link for link in links if "://" not in link]
    assert files
    assert [file for file in files if not (ROOT / file).exists()] == []


def test_no_record_can_be_changed():
    classes = {
        value
        for name in MODULES
        for value in vars(importlib.import_module(name)).values()
        if inspect.isclass(value) and dataclasses.is_dataclass(value)
        if value.__module__.startswith("initnotes.")
    }
    assert len(classes) > 10
    changeable = {cls for cls in classes if not cls.__dataclass_params__.frozen}
    assert changeable == set()


def test_attributes_are_documented_one_at_a_time():
    # Sphinx takes the first of two names for a type and the second for the name.
    several = re.compile(r"^Attributes\n-+\n(?:(?!^\w+\n-+$).*\n)*?\w+, .* : ", re.MULTILINE)
    classes = [
        value
        for name in MODULES
        for value in vars(importlib.import_module(name)).values()
        if inspect.isclass(value) and value.__module__ == name
    ]
    documented = [cls for cls in classes if "Attributes\n" in inspect.getdoc(cls)]
    assert len(documented) > 5
    assert [cls for cls in documented if several.search(inspect.getdoc(cls))] == []
    assert several.search("Attributes\n----------\na : int\nb, c : int\n")
    assert not several.search("Attributes\n----------\na : int\n\nNotes\n-----\nb, c : int\n")
