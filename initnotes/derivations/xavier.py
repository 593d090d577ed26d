"""Chapter 4: the Xavier formulas, from the schemes' own rules applied to symbols."""

from functools import reduce
from itertools import pairwise

import sympy
from sympy import Derivative, Integral, Mul, Rational, Symbol, UnevaluatedExpr, log, sqrt

from initnotes import schemes
from initnotes.derivations.steps import Derivation, Step

N_IN = Symbol(r"n_\mathrm{in}", positive=True)
N_OUT = Symbol(r"n_\mathrm{out}", positive=True)
RATIO, VARIANCE, GAIN = sympy.symbols("r v g", positive=True)

_VAR = r"\operatorname{Var}[W]"
_FORWARD = r"n_\mathrm{in}\operatorname{Var}[W]"
_BACKWARD = r"n_\mathrm{out}\operatorname{Var}[W]"


def rule(name, fan_in=N_IN, fan_out=N_OUT):
    """Var W of the scheme of that name at gain 1, the code's own rule applied to symbols."""
    return sympy.nsimplify(schemes.scheme(name).rule(fan_in, fan_out), rational=True)


def both_conditions():
    """The gains differ by the factor n_out / n_in: both are 1 exactly when the fans agree."""
    forward, backward = N_IN * VARIANCE, N_OUT * VARIANCE
    (solution,) = sympy.solve([forward - 1, backward - 1], [VARIANCE, N_OUT], dict=True)
    return Derivation(
        r"When both conditions hold, with $v = \operatorname{Var}[W]$",
        Step(
            "The quotient of the two gains is the shape's alone: $v$ cancels.",
            Mul(UnevaluatedExpr(backward), 1 / UnevaluatedExpr(forward)),
            N_OUT / N_IN,
            _BACKWARD + r" / " + _FORWARD,
        ),
        Step(
            r"Set the forward gain to one, $v = 1/n_\mathrm{in}$. The backward gain misses one by",
            N_OUT * rule("lecun") - 1,
            (N_OUT - N_IN) / N_IN,
            _BACKWARD + " - 1",
        ),
        Step(
            r"So both can be one at a single $n_\mathrm{out}$.", solution[N_OUT], N_IN, str(N_OUT)
        ),
    )


def average_gain():
    """Var W = 2 / (n_in + n_out) is what makes the two gains average to one."""
    average = (N_IN * VARIANCE + N_OUT * VARIANCE) / 2
    (solution,) = sympy.solve(average - 1, VARIANCE)
    xavier = rule("xavier")
    return Derivation(
        r"Gains that average to one, with $v = \operatorname{Var}[W]$",
        Step(
            "The average of the two gains is the average fan, times $v$.",
            average,
            (N_IN + N_OUT) / 2 * VARIANCE,
            rf"\frac12\left({_FORWARD} + {_BACKWARD}\right)",
        ),
        Step("Set it to one and solve for $v$.", solution, xavier, _VAR),
        Step(
            "What the forward gain lacks of one, the backward gain has too much.",
            1 - N_IN * xavier,
            N_OUT * xavier - 1,
            rf"1 - {_FORWARD}",
        ),
    )


def means():
    """Xavier is the harmonic mean of 1 / n_in and 1 / n_out, and how the three means compare."""
    forward, backward = UnevaluatedExpr(rule("lecun")), UnevaluatedExpr(rule("backward"))
    xavier, geometric = rule("xavier"), rule("geometric")
    arithmetic = (rule("lecun") + rule("backward")) / 2
    gap = (sqrt(N_IN) - sqrt(N_OUT)) ** 2 / (2 * sqrt(N_IN * N_OUT))
    return Derivation(
        "Harmonic, geometric and arithmetic mean of the two demands",
        Step(
            "Harmonic: average the reciprocals, which are the fans, and turn back. It is Xavier's.",
            2 / (1 / forward + 1 / backward),
            xavier,
            "H",
        ),
        Step(
            "Arithmetic: average the two variances.",
            (forward + backward) / 2,
            (N_IN + N_OUT) / (2 * N_IN * N_OUT),
            "A",
        ),
        Step(
            "The arithmetic mean is larger by a factor that is one only for equal fans.",
            UnevaluatedExpr(arithmetic) / UnevaluatedExpr(xavier),
            1 + (N_IN - N_OUT) ** 2 / (4 * N_IN * N_OUT),
            "A/H",
        ),
        Step(
            "The geometric mean is halfway between, as a factor: $G^2 = HA$.",
            UnevaluatedExpr(xavier) * UnevaluatedExpr(arithmetic),
            geometric**2,
            "HA",
        ),
        Step(
            "A square over a positive number is never negative, so $H \\le G$; and as "
            "$A/G = G/H$, also $G \\le A$.",
            UnevaluatedExpr(geometric) / UnevaluatedExpr(xavier) - 1,
            gap,
            r"\frac{G}{H} - 1",
        ),
    )


def least_squares():
    """The v that minimizes (n_in v - 1)**2 + (n_out v - 1)**2, by setting the slope to zero."""
    cost = (N_IN * VARIANCE - 1) ** 2 + (N_OUT * VARIANCE - 1) ** 2
    slope = Derivative(cost, VARIANCE)
    (solution,) = sympy.solve(slope.doit(), VARIANCE)
    return Derivation(
        "Least squares: the cost, and where it is smallest",
        Step("Its slope.", slope, 2 * (N_IN**2 + N_OUT**2) * VARIANCE - 2 * (N_IN + N_OUT)),
        Step("It is zero at", solution, rule("least_squares"), _VAR),
        Step("It rises, so: a minimum.", Derivative(cost, VARIANCE, 2), 2 * (N_IN**2 + N_OUT**2)),
        Step(
            "The cost that is left.",
            cost.subs(VARIANCE, rule("least_squares")),
            (N_IN - N_OUT) ** 2 / (N_IN**2 + N_OUT**2),
        ),
    )


def log_least_squares():
    """On a logarithmic scale least squares gives the geometric mean: the gains multiply to 1."""
    cost = log(N_IN * VARIANCE) ** 2 + log(N_OUT * VARIANCE) ** 2
    slope = Derivative(cost, VARIANCE)
    (solution,) = sympy.solve(log(N_IN * N_OUT * VARIANCE**2), VARIANCE)
    return Derivation(
        "Least squares of the logarithms of the gains",
        Step("Its slope.", slope, 2 * log(N_IN * N_OUT * VARIANCE**2) / VARIANCE),
        Step("It is zero at", solution, rule("geometric"), _VAR),
        Step(
            "There the two gains multiply to one.",
            Mul(N_IN * rule("geometric"), N_OUT * rule("geometric"), evaluate=False),
            1,
            rf"{_FORWARD}\;\cdot\;{_BACKWARD}",
        ),
    )


def forward_gains():
    """n_in Var W of each compromise, a function of r = n_out / n_in alone."""
    expected = {
        "xavier": ("Xavier.", 2 / (1 + RATIO)),
        "geometric": ("Geometric mean.", 1 / sqrt(RATIO)),
        "least_squares": ("Least squares.", (1 + RATIO) / (1 + RATIO**2)),
        "lecun": ("Forward condition alone (LeCun).", 1),
        "backward": ("Backward condition alone.", 1 / RATIO),
    }
    return Derivation(
        r"Forward gain for $n_\mathrm{out} = r\, n_\mathrm{in}$; the backward gain is $r$ times it",
        *(
            Step(words, _shown_product(N_IN, rule(name, N_IN, RATIO * N_IN)), gain, _FORWARD)
            for name, (words, gain) in expected.items()
        ),
    )


def chain(layers=3):
    """Gains multiplied along a chain of widths n_0, ..., n_layers: what telescopes."""
    widths = sympy.symbols(f"n_0:{layers + 1}", positive=True)
    variances = sympy.symbols(f"v_1:{layers + 1}", positive=True)
    pairs = list(pairwise(widths))
    free_forward = [a * v for (a, _), v in zip(pairs, variances, strict=True)]
    free_backward = [b * v for (_, b), v in zip(pairs, variances, strict=True)]
    geometric = [a * rule("geometric", a, b) for a, b in pairs]
    xavier = [a * rule("xavier", a, b) for a, b in pairs]
    ends, name = sqrt(widths[0] / widths[-1]), r"\prod_l n_{l-1}\operatorname{Var}[W^l]"
    lost = [2 * sqrt(a * b) / (a + b) for a, b in pairs]
    return Derivation(
        f"Gains multiplied along {layers} layers",
        Step(
            "Whatever the variances $v_l$, the backward product is the forward product times the "
            "quotient of the end widths.",
            _shown_product(*free_backward) / _shown_product(*free_forward),
            widths[-1] / widths[0],
            r"\frac{\prod_l n_l v_l}{\prod_l n_{l-1} v_l}",
        ),
        Step("Geometric: each width in between cancels.", _shown_product(*geometric), ends, name),
        Step(
            "Xavier: the same, times one factor a layer.",
            _shown_product(*xavier),
            ends * _shown_product(*lost),
            name,
        ),
        Step(
            "No such factor exceeds one.",
            1 - lost[0],
            (sqrt(widths[0]) - sqrt(widths[1])) ** 2 / (widths[0] + widths[1]),
            r"1 - \frac{2\sqrt{n_0 n_1}}{n_0 + n_1}",
        ),
    )


def forms():
    """The bound of the uniform and the std of the Gaussian with Xavier's variance."""
    x = Symbol("x", real=True)
    b, sigma = sympy.symbols("b sigma", positive=True)
    variance = GAIN**2 * rule("xavier")
    (bound,) = sympy.solve(b**2 / 3 - variance, b)
    density = sympy.exp(-(x**2) / (2 * sigma**2)) / (sigma * sqrt(2 * sympy.pi))
    return Derivation(
        "The two forms, with a gain $g$",
        Step("A uniform weight's variance.", Integral(x**2 / (2 * b), (x, -b, b)), b**2 / 3, _VAR),
        Step(
            r"Set it to $g^2 \cdot 2/(n_\mathrm{in} + n_\mathrm{out})$ and solve for the bound.",
            bound,
            GAIN * sqrt(6 / (N_IN + N_OUT)),
            "b",
        ),
        Step(
            "A Gaussian weight's variance is the square of its one parameter.",
            Integral(x**2 * density, (x, -sympy.oo, sympy.oo)),
            sigma**2,
            _VAR,
        ),
        Step("So its std is", sqrt(variance), GAIN * sqrt(2 / (N_IN + N_OUT)), r"\sigma"),
        Step("Of equal variance, the bound is", bound / sqrt(variance), sqrt(3), r"b/\sigma"),
    )


def standard_gains():
    """The standard initialization in the same terms: n_in Var W = 1/3, and 3 times less."""
    standard = rule("standard")
    return Derivation(
        "The standard initialization's gains",
        Step("Forward.", _shown_product(N_IN, standard), Rational(1, 3), _FORWARD),
        Step("Backward.", _shown_product(N_OUT, standard), N_OUT / (3 * N_IN), _BACKWARD),
        Step(
            "Xavier's variance over the standard one: 3 for equal fans, below 6 for any.",
            UnevaluatedExpr(rule("xavier")) / UnevaluatedExpr(standard),
            6 * N_IN / (N_IN + N_OUT),
        ),
    )


def _shown_product(*factors):
    """A product that is shown as it stands, each factor on its own, until a Step works it out."""
    return reduce(lambda a, b: Mul(a, b, evaluate=False), map(UnevaluatedExpr, factors))
