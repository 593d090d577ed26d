"""Controls of an explorer: what a reader sets, as plain form elements."""

import json
import numbers
from dataclasses import dataclass
from html import escape

from initnotes.checks import check_instance, check_name, check_number, check_string


@dataclass(frozen=True)
class Slider:
    """A slider over the given values, whatever their spacing.

    Attributes
    ----------
    name : str
    label : str
    values : tuple of numbers
    value : number
        The one it starts at; raises ValueError unless it is one of `values`, and an integer if
        they all are.

    Examples
    --------
    >>> from initnotes.explorers.controls import Slider
    >>> 'value="1"' in Slider("gain", "gain", values=(0.5, 1, 2), value=1).html()
    True
    """

    name: str
    label: str
    values: tuple
    value: float

    def __post_init__(self):
        check_string(self.name, "name")
        check_string(self.label, "label")
        check_instance(self.values, tuple, "values", "a tuple of numbers")
        if not self.values:
            raise ValueError("values must hold at least one number, got none")
        for number, value in enumerate(self.values):
            check_number(value, f"values[{number}]")
        whole = all(isinstance(value, numbers.Integral) for value in self.values)
        kind = numbers.Integral if whole else numbers.Real
        right = isinstance(self.value, kind) and not isinstance(self.value, bool)
        if not right or self.value not in self.values:
            known = ", ".join(str(value) for value in self.values)
            raise ValueError(f"{self.name} must be one of {known}, got {self.value!r}")

    def html(self):
        """A labeled range input with its value beside it, which the label does not name."""
        values = escape(json.dumps(self.values))
        position = self.values.index(self.value)
        shown = f"{self.value:g}"  # as the browser's script writes it: 1 and not 1.0
        return (
            f'<div class="explorer-slider"><label><span>{self.label}</span><input type="range" '
            f'data-control name="{self.name}" data-values="{values}" min="0" '
            f'max="{len(self.values) - 1}" step="1" value="{position}" '
            f'aria-valuetext="{shown}" autocomplete="off"></label>'
            f'<output aria-hidden="true">{shown}</output></div>'
        )


@dataclass(frozen=True)
class Choice:
    """A choice of one among named options.

    Attributes
    ----------
    name : str
    label : str
    options : dict
        The name of each option -> what the reader sees.
    value : str
        The one it starts at; raises TypeError or ValueError unless it is one of `options`.

    Examples
    --------
    >>> from initnotes.explorers.controls import Choice
    >>> choice = Choice("scheme", "scheme", {"he": "He", "xavier": "Xavier"}, "he")
    >>> choice.html().count("<option")
    2
    """

    name: str
    label: str
    options: dict
    value: str

    def __post_init__(self):
        check_string(self.name, "name")
        check_string(self.label, "label")
        check_instance(self.options, dict, "options", "a dict of name -> label")
        for text in (*self.options, *self.options.values()):
            check_string(text, "a name or label of options")
        if not isinstance(self.value, str):
            known = ", ".join(self.options)
            raise TypeError(f"{self.name} must be one of the names {known}, got {self.value!r}")
        check_name(self.value, self.options, self.name)

    def html(self):
        """A labeled select."""
        options = "".join(
            f'<option value="{name}"{" selected" if name == self.value else ""}>{shown}</option>'
            for name, shown in self.options.items()
        )
        return (
            f'<label><span>{self.label}</span><select data-control name="{self.name}" '
            f'autocomplete="off">{options}</select></label>'
        )


@dataclass(frozen=True)
class Switch:
    """A box to check, at first unchecked.

    Attributes
    ----------
    name : str
    label : str

    Examples
    --------
    >>> from initnotes.explorers.controls import Switch
    >>> "checkbox" in Switch("log", "logarithmic").html()
    True
    """

    name: str
    label: str

    def __post_init__(self):
        check_string(self.name, "name")
        check_string(self.label, "label")

    def html(self):
        """A labeled checkbox."""
        return (
            f'<label class="explorer-check"><input type="checkbox" data-control '
            f'name="{self.name}" autocomplete="off"><span>{self.label}</span></label>'
        )
