import pytest

from initnotes import activations as a


def test_each_name_is_its_activations():
    assert len(a.ACTIVATIONS) >= 14
    for name, f in a.ACTIVATIONS.items():
        assert f.name == name
        assert a.activation(name) is f
        assert a.as_activation(name) is f
        assert a.as_activation(f) is f


@pytest.mark.parametrize(
    ("alias", "name"), [("linear", "identity"), ("swish", "silu"), ("hardtanh", "hard_tanh")]
)
def test_other_libraries_names_will_do(alias, name):
    assert a.activation(alias) is a.as_activation(alias) is a.ACTIVATIONS[name]


def test_shipped_names_are_attributes():
    for name in set(a.ACTIVATIONS) - {"leaky_relu", "elu"}:
        assert getattr(a, name) is a.ACTIVATIONS[name]


@pytest.mark.parametrize("find", [a.activation, a.as_activation])
def test_an_unknown_name_lists_the_known_ones(find):
    with pytest.raises(
        ValueError, match=r"unknown activation 'Tanh'; known are .*elu, gelu"
    ) as error:
        find("Tanh")
    for name in [*a.ACTIVATIONS, *a.ALIASES]:
        assert name in str(error.value)


@pytest.mark.parametrize("value", [None, 3, ["tanh"], b"tanh", abs])
def test_anything_else_is_refused(value):
    with pytest.raises(TypeError, match="activation must be a name, got"):
        a.activation(value)
    with pytest.raises(TypeError, match="activation must be an Activation or the name of one"):
        a.as_activation(value)
