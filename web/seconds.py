"""Measure how long each chapter runs in the browser, for the line above it: python -m web.seconds

It takes minutes and a machine that does nothing else, so its result is stored, in seconds.json.
"""

import json
import pathlib
import time

from playwright.sync_api import sync_playwright

from web.browser import launch
from web.extensions.chapters import chapters, needs_torch
from web.jupyter import Chapter
from web.serve import serving

STORED = pathlib.Path(__file__).with_suffix(".json")


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
