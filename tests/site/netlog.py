"""Read in Chromium's own network log which hosts pages turned to, workers and preloads included."""

import json
from urllib.parse import urlsplit

# What Chromium asks for itself, updates and accounts, and what a user types has no page behind it.
NO_PAGE = "not an origin"
# The schemes that leave the machine.
NETWORK = ("http", "https", "ws", "wss")


def hosts(path):
    """The hosts that pages asked, in the log of a closed Chromium with `--log-net-log=path`."""
    with open(path, encoding="utf-8") as file:
        log = json.load(file)
    request = log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    started = (
        event["params"] for event in log["events"] if event["type"] == request and "params" in event
    )
    asked = (
        urlsplit(params["url"]) for params in started if params.get("initiator", NO_PAGE) != NO_PAGE
    )
    return {url.hostname for url in asked if url.scheme in NETWORK}
