"""Schemes by name: wherever a scheme is asked for, its name will do."""

import inspect

from initnotes.checks import check_name, described
from initnotes.schemes import shipped
from initnotes.schemes.definition import Scheme

SCHEMES = {
    factory.__name__: factory
    for factory in (
        shipped.standard,
        shipped.lecun,
        shipped.backward,
        shipped.xavier,
        shipped.geometric,
        shipped.least_squares,
        shipped.he,
    )
}
BIAS_SCHEMES = {"zero": shipped.zero, "constant": shipped.constant}
ALIASES = {"glorot": "xavier", "kaiming": "he"}
_FACTORIES = SCHEMES | BIAS_SCHEMES | {alias: SCHEMES[name] for alias, name in ALIASES.items()}


def scheme(name, **options):
    """The scheme of that name, with the options of its factory.

    Raises ValueError with the known names, TypeError with the known options.

    Examples
    --------
    >>> from initnotes import schemes
    >>> schemes.scheme("glorot", gain=5 / 3).name
    'xavier'
    """
    check_name(name, _FACTORIES, "scheme")
    factory = _FACTORIES[name]
    known = inspect.signature(factory).parameters
    for option in options:
        if option not in known:
            raise TypeError(
                f"{factory.__name__} takes the options {', '.join(known) or 'none'}, got {option!r}"
            )
    needed = [key for key, value in known.items() if value.default is inspect.Parameter.empty]
    missing = [option for option in needed if option not in options]
    if missing:
        raise TypeError(f"{factory.__name__} needs {', '.join(missing)}, got no such option")
    return factory(**options)


def as_scheme(value, argument="scheme"):
    """A `Scheme` as it is, or the one of that name; TypeError for anything else.

    Examples
    --------
    >>> from initnotes import schemes
    >>> schemes.as_scheme("kaiming").name
    'he'
    """
    if isinstance(value, Scheme):
        return value
    if isinstance(value, str):
        check_name(value, _FACTORIES, argument)
        return scheme(value)
    raise TypeError(
        f"{argument} must be a Scheme, such as initnotes.schemes.xavier(), or the name of one, "
        f"got {described(value)}"
    )
