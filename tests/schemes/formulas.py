"""The formulas that the schemes are held against."""

import numpy as np
import pytest
from hypothesis import strategies as st

from initnotes import schemes

FAN_IN, FAN_OUT = 500, 300
VARIANCES = {
    "standard": 1 / (3 * FAN_IN),
    "lecun": 1 / FAN_IN,
    "backward": 1 / FAN_OUT,
    "xavier": 2 / (FAN_IN + FAN_OUT),
    "geometric": 1 / np.sqrt(FAN_IN * FAN_OUT),
    "least_squares": (FAN_IN + FAN_OUT) / (FAN_IN**2 + FAN_OUT**2),
    "he": 2 / FAN_IN,
}
names = pytest.mark.parametrize("name", VARIANCES)
distributions = pytest.mark.parametrize("distribution", schemes.DISTRIBUTIONS)
fan = st.integers(1, 5000)
