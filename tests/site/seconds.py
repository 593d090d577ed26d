"""Measure how long each chapter runs in the browser: python -m tests.site.seconds

The line above a chapter says it. It takes minutes and a machine that does nothing else, so its
result is stored, in web/lite/seconds.json.
"""

import json
import pathlib
import time

from playwright.sync_api import sync_playwright

from tests.site.jupyter import Chapter
from web.browser import launch
from web.chapters import chapters, needs_torch
from web.serve import serving

STORED = pathlib.Path(__file__).parents[2] / "web" / "lite" / "seconds.json"


def main():
    seconds = {}
    with serving() as site, sync_playwright() as playwright:
        chromium = launch(playwright)
        for path in chapters():
            if not needs_torch(path):
                chapter = Chapter.open(chromium.new_page(), site, path.stem)
                chapter.wait_for_kernel()
                start = time.perf_counter()
                chapter.run_all()
                seconds[path.stem] = round(time.perf_counter() - start)
                chapter.page.close()
        chromium.close()
    STORED.write_text(json.dumps(seconds, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
