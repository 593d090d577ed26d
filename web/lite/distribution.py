"""The Pyodide that the chapters run on: its files, checked, and the lock that lists them.

Three sources: npm's runtime, the wheels kept in pyodide/, and pure Python packages taken from
the environment that builds the book, so that the browser has the desk's versions of them. To
these comes the bytecode of what a chapter imports, so that no browser has to compile it.
"""

import hashlib
import importlib.metadata
import json
import pathlib
import shutil
import subprocess
import sysconfig
import tempfile
import zipfile

from web import npm
from web.wheel import build as build_wheel

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
KEPT = HERE / "pyodide"
RUNTIME = npm.package("pyodide")
RUNTIME_FILES = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
KERNEL = (
    pathlib.Path(sysconfig.get_path("data"))
    / "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
)
# Where the book's matplotlibrc lies in the browser; matplotlib is told so by its environment.
MATPLOTLIBRC = "/lib/python3.12/site-packages/initnotes/matplotlibrc"
# Installed here, pure Python: name -> what it depends on in the browser.
FROM_ENVIRONMENT = {"comm": [], "mpmath": [], "sympy": ["mpmath"]}
# What the kernel loads by name and the chapters do without. Jedi reads source code to complete a
# name, IPython alone asks the modules that run; no socket in a browser needs ssl.
EMPTY = ("jedi", "ssl")
# Time zones, and backends without a notebook: matplotlib's wheel asks for them, no chapter does.
UNUSED = {"matplotlib": {"matplotlib-pyodide", "pytz"}}
# Of the kernel's own: name -> what it depends on.
FROM_KERNEL = {"piplite": ["micropip"], "ipykernel": [], "pyodide-kernel": ["ipython", "comm"]}


def check_sums(folder=KEPT):
    """Raise ValueError if a file of `folder` is missing or has another sum than SHA256SUMS says."""
    for line in (folder / "SHA256SUMS").read_text(encoding="ascii").splitlines():
        expected, name = line.split()
        path = folder / name
        if not path.exists():
            raise ValueError(f"{path} was needed, but it is missing")
        found = _sha256(path)
        if found != expected:
            raise ValueError(
                f"{path} must have the sha256 {expected} that SHA256SUMS lists, got {found}"
            )


def build(target):
    """Put a complete Pyodide distribution into the folder `target`.

    Raises ValueError if a kept wheel has not the sum that its list says.
    """
    check_sums()
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in RUNTIME_FILES:
        shutil.copy(RUNTIME / name, target)
    # The reader's folder comes last on Python's path: a look into it is a question to the page.
    replace_once(target / "pyodide.js", '.sys.path.insert(0,"")', '.sys.path.append("")')
    lock = json.loads((RUNTIME / "pyodide-lock.json").read_text(encoding="utf-8"))
    kept = {path.name for path in KEPT.iterdir()}
    packages = {
        name: entry for name, entry in lock["packages"].items() if entry["file_name"] in kept
    }
    for entry in packages.values():
        shutil.copy(KEPT / entry["file_name"], target)
    for name, unused in UNUSED.items():
        packages[name]["depends"] = [d for d in packages[name]["depends"] if d not in unused]
    for name in EMPTY:
        packages[name] = _entry(name, _empty_wheel(name, target), [])
    for name, depends in FROM_ENVIRONMENT.items():
        packages[name] = _entry(name, repack(name, target), depends)
    for name, depends in FROM_KERNEL.items():
        (wheel,) = KERNEL.glob(f"{name.replace('-', '_')}-*.whl")
        packages[name] = _entry(name, pathlib.Path(shutil.copy(wheel, target)), depends)
    _complete_without_jedi(target / packages["pyodide-kernel"]["file_name"])
    wheel = _initnotes(target)
    packages["initnotes"] = _entry("initnotes", wheel, ["matplotlib", "numpy", "sympy"])
    lock["packages"] = packages
    _write_lock(lock, target)
    _add_bytecode(target, packages)
    _write_lock(lock, target)


def replace_once(path, old, new):
    """Replace `old` in the text file `path`; raises ValueError unless it is there just once."""
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{path} must have {old!r} once, got it {text.count(old)} times")
    path.write_text(text.replace(old, new), encoding="utf-8")


def repack(name, target):
    """Zip an installed pure Python distribution up as the wheel it came from, but for its tests.

    Raises ValueError if it is not pure.
    """
    distribution = importlib.metadata.distribution(name)
    if "Root-Is-Purelib: true" not in distribution.read_text("WHEEL"):
        raise ValueError(f"{name} must be pure Python to run in the browser")
    wheel = target / f"{name}-{distribution.version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(distribution.files):
            if not {"..", "__pycache__", "tests"} & set(path.parts):
                archive.write(path.locate(), path)
    return wheel


def _empty_wheel(name, target):
    wheel = target / f"{name}-0-py3-none-any.whl"
    metadata = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n",
        "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        for file, text in metadata.items():
            archive.writestr(f"{name}-0.dist-info/{file}", text)
    return wheel


def _complete_without_jedi(wheel):
    """Let the kernel complete names by IPython alone; it would ask Jedi, and find nothing."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as archive:
        path = pathlib.Path(archive.extract("pyodide_kernel/interpreter.py", folder))
        replace_once(path, "self.Completer.use_jedi = True", "self.Completer.use_jedi = False")
        _add_files(wheel, pathlib.Path(folder))


def _initnotes(target):
    wheel = build_wheel(target)
    with zipfile.ZipFile(wheel, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.write(ROOT / "book" / "matplotlibrc", "initnotes/matplotlibrc")
    return wheel


def _write_lock(lock, target):
    for entry in lock["packages"].values():
        entry["sha256"] = _sha256(target / entry["file_name"])
    (target / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def _add_bytecode(target, packages):
    """Let bytecode.py run in this Pyodide, and add each file it makes beside its source."""
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([npm.NODE, HERE / "bytecode.mjs", target, made, *packages], check=True)
        made = pathlib.Path(made)
        archives = {target / entry["file_name"]: made for entry in packages.values()}
        archives[target / "python_stdlib.zip"] = made / "stdlib"
        for archive, folder in archives.items():
            _add_files(archive, folder)


def _add_files(archive, folder):
    """Add to a zip file what `folder` has for its modules, in place of what had the same name."""
    with zipfile.ZipFile(archive) as old:
        entries = {entry.filename: entry for entry in old.infolist()}
        added = {
            str(name): path
            for path in sorted(folder.rglob("*.*"))
            if path.is_file() and _source(name := path.relative_to(folder)) in entries
        }
        if not added:
            return
        with zipfile.ZipFile(archive.with_suffix(".new"), "w", zipfile.ZIP_DEFLATED) as new:
            for name in entries.keys() - added.keys():
                new.writestr(entries[name], old.read(name))
            for name, path in added.items():
                new.write(path, name)
    archive.with_suffix(".new").replace(archive)


def _source(name):
    """The name of the .py file that a file of bytecode is made from, or that it lies beside."""
    if name.parent.name == "__pycache__":
        return str(name.parent.parent / f"{name.name.split('.')[0]}.py")
    return str(name.with_suffix(".py") if name.suffix == ".pyc" else name.parent / "__init__.py")


def _entry(name, wheel, depends):
    return {
        "name": name,
        "version": wheel.name.split("-")[1],
        "file_name": wheel.name,
        "install_dir": "site",
        "package_type": "package",
        "imports": [name.replace("-", "_")],
        "depends": depends,
        "unvendored_tests": False,
    }


def _sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()
