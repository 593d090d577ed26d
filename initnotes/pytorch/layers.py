"""Weight layers of a PyTorch model and their true fans."""

from torch import nn

from initnotes.fans import fans

WEIGHT_LAYERS = (
    nn.Linear,
    nn.Conv1d,
    nn.Conv2d,
    nn.Conv3d,
    nn.ConvTranspose1d,
    nn.ConvTranspose2d,
    nn.ConvTranspose3d,
)
_KNOWN = ", ".join(kind.__name__ for kind in WEIGHT_LAYERS)


def module_fans(module):
    """The true fans of one weight layer, `Fans(fan_in, fan_out)`, by `initnotes.fans.fans`.

    Groups are counted, and a transposed convolution's first axis is its input.

    Raises TypeError for any other module, ValueError for a lazy layer that has no shape yet.

    Examples
    --------
    >>> from torch import nn
    >>> from initnotes import pytorch
    >>> pytorch.module_fans(nn.ConvTranspose2d(8, 16, kernel_size=3))
    Fans(fan_in=72, fan_out=144)
    """
    return fans(weight_shape(module), **layout(module))


def layout(module):
    """What `initnotes.fans.fans` asks beside a weight's shape: groups and transposed.

    Examples
    --------
    >>> from torch import nn
    >>> from initnotes.pytorch.layers import layout
    >>> layout(nn.Conv2d(8, 16, kernel_size=3, groups=4))
    {'groups': 4, 'transposed': False}
    """
    return {
        "groups": getattr(module, "groups", 1),
        "transposed": getattr(module, "transposed", False),
    }


def weight_shape(module):
    """Shape of a weight layer's weight; raises as `module_fans` does.

    Examples
    --------
    >>> from torch import nn
    >>> from initnotes.pytorch.layers import weight_shape
    >>> weight_shape(nn.Conv2d(8, 16, kernel_size=3, groups=4))
    (16, 2, 3, 3)
    """
    if not isinstance(module, WEIGHT_LAYERS):
        raise TypeError(f"module must be one of {_KNOWN}, got {type(module).__name__}")
    if nn.parameter.is_lazy(module.weight):
        raise ValueError(
            f"{type(module).__name__} must have a shape, got a lazy one: run a batch through it"
        )
    return tuple(module.weight.shape)


def weight_layers(model):
    """Name -> weight layer; TypeError if `model` is no nn.Module, ValueError if it has none.

    Examples
    --------
    >>> from torch import nn
    >>> from initnotes.pytorch.layers import weight_layers
    >>> list(weight_layers(nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))))
    ['0', '2']
    """
    if not isinstance(model, nn.Module):
        raise TypeError(f"model must be a torch.nn.Module, got {type(model).__name__}")
    layers = {
        name: module for name, module in model.named_modules() if isinstance(module, WEIGHT_LAYERS)
    }
    if not layers:
        raise ValueError(f"model must have a weight layer ({_KNOWN}), got none")
    return layers
