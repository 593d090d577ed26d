"""Serve the built site on loopback, as any static host would: `make serve`."""

import argparse
import contextlib
import functools
import http.server
import pathlib
import threading

SITE = pathlib.Path(__file__).resolve().parent.parent / "_build" / "html"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files under `prefix` alone, with the connection kept open and nothing printed."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args, prefix="/", **options):
        self.prefix = prefix
        super().__init__(*args, **options)

    def send_head(self):
        if not self.path.startswith(self.prefix):
            self.send_error(404)
            return None
        self.path = "/" + self.path.removeprefix(self.prefix)
        return super().send_head()

    def log_message(self, *arguments):
        pass


def make_server(directory=SITE, *, prefix="/", port=0):
    """A server of `directory` under the path `prefix`, on `port` or any free one."""
    if not (directory / "index.html").is_file():
        raise FileNotFoundError(
            f"a built site was needed, got no {directory}/index.html: make book"
        )
    handler = functools.partial(Handler, directory=str(directory), prefix=prefix)
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)


def address(server, prefix="/"):
    return f"http://127.0.0.1:{server.server_port}{prefix}"


@contextlib.contextmanager
def serving(directory=SITE, *, prefix="/"):
    """The base URL of `directory`, served from another thread until the block ends."""
    with make_server(directory, prefix=prefix) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield address(server, prefix)
        finally:
            server.shutdown()
            thread.join()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    with make_server(port=parser.parse_args().port) as server:
        print(f"The book is at {address(server)} until you press Ctrl+C.", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()


if __name__ == "__main__":
    main()
