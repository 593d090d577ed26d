"""Find Chromium, or install it, and start it so that it asks no host for anything of its own.

Debian packs it twice. The headless shell draws the same pages without the parts that make a window,
which takes a quarter off the time of the site's tests, so it comes first.
"""

import os
import pathlib
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

PACKAGES = ("chromium-headless-shell", "chromium")
# Chromium looks for updates and syncs at every start; a name that is not loopback resolves to
# nothing, so that a page that asks for one shows it as an error.
FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
HELP = """Chromium was needed for the tests of the site, and none could be installed. Either
  on Debian, as root:             apt-get install chromium-headless-shell
  anywhere else:                  .venv/bin/playwright install --with-deps chromium
and run make test again."""


def find_chromium():
    """The path of the system's Chromium, else of Playwright's own, else None."""
    system = next(filter(None, map(shutil.which, PACKAGES)), None)
    if system:
        return system
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if pathlib.Path(own).exists() else None


def install_chromium():
    """Install Chromium: Debian's as root, Playwright's own elsewhere or where that failed."""
    release = pathlib.Path("/etc/os-release")
    debian = release.exists() and "ID=debian" in release.read_text().splitlines()
    if debian and os.geteuid() == 0:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "fonts-liberation"]
        subprocess.run(["apt-get", "update", "-q"], env=quiet, check=False)
        for package in PACKAGES:
            if subprocess.run([*install, package], env=quiet, check=False).returncode == 0:
                return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def launch(playwright, *, args=()):
    """A headless Chromium with `FLAGS` and `args`."""
    path = find_chromium_or_say()
    return playwright.chromium.launch(executable_path=path, args=[*FLAGS, *args])


def launch_with_profile(playwright, folder):
    """The same as a context that keeps in `folder` what a browser keeps between visits."""
    return playwright.chromium.launch_persistent_context(
        folder, executable_path=find_chromium_or_say(), args=[*FLAGS]
    )


def find_chromium_or_say():
    path = find_chromium()
    if path is None:
        raise FileNotFoundError(HELP)
    return path


def main():
    if find_chromium() is None:
        install_chromium()
    if find_chromium() is None:
        sys.exit(HELP)


if __name__ == "__main__":
    main()
