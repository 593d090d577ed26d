"""Results kept on disk, so that a notebook that runs again need not measure again.

Nothing is kept unless the environment variable INITNOTES_CACHE names a folder.
"""

import functools
import hashlib
import os
import pickle
from pathlib import Path

import numpy as np


def cached(compute, *parts):
    """The result of `compute()`, from the cache if it was computed for the same `parts` before.

    Parameters
    ----------
    compute : callable
        Takes nothing; what it returns is pickled.
    *parts
        All that the result depends on besides this package's code and NumPy's version: numbers,
        strings, arrays and what can be pickled of them.
    """
    folder = os.environ.get("INITNOTES_CACHE")
    if not folder:
        return compute()
    digest = hashlib.sha256(_code())
    digest.update(pickle.dumps(parts))
    path = Path(folder, f"{digest.hexdigest()}.pickle")
    if path.exists():
        return pickle.loads(path.read_bytes())
    result = compute()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(pickle.dumps(result))
    part.replace(path)  # at once: whoever reads it meanwhile finds all of it or nothing
    return result


@functools.cache
def _code():
    digest = hashlib.sha256(np.__version__.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()
