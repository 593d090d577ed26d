"""Run notebooks and store them in canonical form; `make notebooks` calls this.

Canonical form: text outputs are kept, so that a reader of the file and nbval
see them; images and explorers are dropped, since the book draws them anew;
cell ids follow the cells' order; metadata says nothing of the machine or the
moment. A second run changes nothing.

With --check, run nothing, and fail if a notebook is not in that form.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

KERNEL = {
    "display_name": "Python 3 (ipykernel)",
    "language": "python",
    "name": "python3",
}
KEPT_CELL_METADATA = {"mystnb", "tags"}
DROPPED_OUTPUTS = ("image/", "application/pdf")
EXPLORER = '<figure class="explorer"'


def canonical(notebook):
    """Bring `notebook` into canonical form, in place."""
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    )
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:03}"
        kept = {
            key: value
            for key, value in cell.metadata.items()
            if key in KEPT_CELL_METADATA
        }
        cell.metadata = nbformat.from_dict(kept)
        for output in cell.get("outputs", []):
            if "metadata" in output:
                output.metadata = nbformat.from_dict({})
            for kind, data in list(output.get("data", {}).items()):
                if kind.startswith(DROPPED_OUTPUTS) or EXPLORER in data:
                    del output.data[kind]
    return notebook


def text(notebook):
    """The file's text, as Jupyter itself writes it."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def run(path):
    """Run the notebook at `path` in its own folder and store it."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        # How the kernel happened to split its printing is not stored.
        coalesce_streams=True,
        resources={"metadata": {"path": path.parent}},
    ).execute()
    path.write_text(text(canonical(notebook)), encoding="utf-8")


def is_canonical(path):
    """Whether `path` is in canonical form, with every code cell run."""
    stored = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(stored, as_version=4)
    code = [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.source.strip()
    ]
    counts = [cell.execution_count for cell in code]
    return counts == list(range(1, len(code) + 1)) and stored == text(
        canonical(notebook)
    )


def main(arguments):
    check = "--check" in arguments
    paths = [Path(argument) for argument in arguments if argument != "--check"]
    if check:
        wrong = [str(path) for path in paths if not is_canonical(path)]
        return (
            f"not in canonical form, run `make notebooks`: {', '.join(wrong)}"
            if wrong
            else None
        )
    for path in paths:
        print(f"running {path}", flush=True)
        run(path)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
