import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import settings

matplotlib.use("agg")

# The same examples on every machine and at every run, however slow it is.
settings.register_profile("initnotes", deadline=None, derandomize=True)
settings.load_profile("initnotes")


@pytest.fixture
def rng():
    return np.random.default_rng(20100513)


@pytest.fixture
def ax():
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)
