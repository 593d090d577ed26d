"""A chapter in the in-browser Jupyter, driven as a reader would: opened, run, edited, read."""

import time

NOTEBOOK = "lite/notebooks/index.html?path={}.ipynb"
# Milliseconds. Several times what a slow machine needs; a machine that is busy may need more.
START = 180_000
RUN = 900_000

PANEL = "window.jupyterapp?.shell.currentWidget"
MODELS = f"{PANEL}.content.widgets.map(cell => cell.model).filter(model => model.type === 'code')"
IDLE = f"{PANEL}.sessionContext.session?.kernel?.status === 'idle'"
RAISED = "model => model.toJSON().outputs.some(output => output.output_type === 'error')"
DONE = "model => model.executionCount !== null && model.executionState === 'idle'"


class Chapter:
    """The notebook of one chapter, open in the in-browser Jupyter that `page` shows."""

    def __init__(self, page):
        self.page = page
        page.wait_for_function(f"{PANEL}?.context?.isReady", timeout=START)

    @classmethod
    def open(cls, page, site, name):
        """Open a chapter, by its notebook's name without the suffix, from the site's base URL."""
        page.goto(site + NOTEBOOK.format(name))
        return cls(page)

    def cells(self):
        """All code cells, as the notebook's format has them."""
        return self.page.evaluate(f"{MODELS}.map(model => model.toJSON())")

    def wait_for_kernel(self):
        self.page.wait_for_function(IDLE, timeout=START)

    def run_all(self):
        """Forget all outputs and run every cell, until the last is done or one has raised."""
        self.wait_for_kernel()
        self._command("notebook:clear-all-cell-outputs")
        self._command("notebook:run-all-cells")
        self.page.wait_for_function(
            f"{MODELS}.every({DONE}) || {MODELS}.some({RAISED})", timeout=RUN
        )

    def run_cell(self, number):
        """Run one code cell, counted from 0, as by a click into it and Shift and Enter."""
        self.wait_for_kernel()
        editor = self._editor(number)
        forget = "model.executionCount = null"  # of the stored run
        self.page.evaluate(f"number => {{ const model = {MODELS}[number]; {forget} }}", number)
        editor.press("Shift+Enter")
        self.page.wait_for_function(
            f"number => [{MODELS}[number]].every({DONE})", arg=number, timeout=START
        )

    def write(self, number, text):
        """Put `text` in the place of one code cell, counted from 0."""
        self._editor(number).press("Control+a")
        self.page.keyboard.insert_text(text)

    def save(self):
        self._command("docmanager:save")
        self.page.wait_for_function(f"!{PANEL}.context.model.dirty")

    def _editor(self, number):
        editor = self.page.locator(".jp-CodeCell .cm-content").nth(number)
        editor.click()
        return editor

    def _command(self, name):
        self.page.evaluate("name => jupyterapp.commands.execute(name)", name)


def first_cell_seconds(context, site, name="variance"):
    """Seconds from a click on a chapter's link to the end of its first cell.

    `context` is a browser context of Playwright: the first call in a fresh one is a reader's
    first visit, the next call the second.
    """
    page = context.new_page()
    page.goto(f"{site}book/{name}.html")
    start = time.perf_counter()
    page.click(".launch a")
    Chapter(page).run_cell(0)
    seconds = time.perf_counter() - start
    page.close()
    return seconds
