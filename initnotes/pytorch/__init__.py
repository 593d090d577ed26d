"""PyTorch: the true fans of a layer, a scheme for a whole model, and the signals of one pass.

Only this package imports torch. A weight layer is one of `WEIGHT_LAYERS`: nn.Linear, nn.Conv1d,
nn.Conv2d, nn.Conv3d, or one of the three transposed convolutions.
"""

from initnotes.pytorch.initialization import Drawn, Report, initialize
from initnotes.pytorch.layers import WEIGHT_LAYERS, module_fans
from initnotes.pytorch.recording import record

__all__ = ["WEIGHT_LAYERS", "Drawn", "Report", "initialize", "module_fans", "record"]
