"""Chapter "Where Xavier stops": what tanh, sigmoid and ReLU do beyond the linear regime.

Throughout, s follows N(0, q): a state of variance q in a wide layer.
"""

import sympy
from sympy import Limit, Rational, Symbol, latex, oo, pi, sqrt

from initnotes import activations
from initnotes.derivations.laws import mean_of
from initnotes.derivations.series import STATE, STATE_VARIANCE, average, expand
from initnotes.derivations.steps import Derivation, Quantity, Step, shown_product

WEIGHT_FACTOR = Symbol("v", positive=True)  # n Var W
NEGATIVE_SLOPE = Symbol("a", real=True)
_q, _s = STATE_VARIANCE, STATE.symbol
_positive = Symbol("s", positive=True)
_LEVEL = r"at $n\operatorname{Var}[W] = 1$"


def tanh_variance_map():
    """E tanh(s)**2 = q - 2 q**2 + 17/3 q**3 - ..., and 1/q grows by 2 a layer.

    Examples
    --------
    >>> from initnotes.derivations import limits
    >>> limits.tanh_variance_map().result
    -5/3
    """
    series, rest = expand(
        r"Differentiate for the Taylor coefficients.",
        activations.tanh.expression(_s) ** 2,
        6,
        _s**2 - Rational(2, 3) * _s**4 + Rational(17, 45) * _s**6,
        r"\tanh^2(s)",
    )
    powers = [term.as_coeff_Mul()[1] for term in series.right.as_ordered_terms()]
    moments = [mean_of(power, STATE) for power in powers]
    of_powers = ", ".join(
        f"${moment.latex} = {latex(moment.value.doit())}$" for moment in reversed(moments)
    )
    mapped = average(
        f"The Gaussian mean, with {of_powers}.",
        series.right,
        rest,
        _q - 2 * _q**2 + Rational(17, 3) * _q**3,
        "q'",
    )
    growth = Step(
        "The reciprocal of the variance therefore grows by 2 in each layer,",
        Limit(1 / mapped.right - 1 / _q, _q, 0),
        2,
        r"\lim_{q \to 0} \Big(\frac{1}{q'} - \frac{1}{q}\Big)",
    )
    return Derivation(
        rf"The variance map of tanh for ${STATE.latex}$ and small $q$, {_LEVEL}",
        series,
        mapped,
        growth,
        Step(
            "with a correction that is proportional to q.",
            Limit((1 / mapped.right - 1 / _q - growth.right) / _q, _q, 0),
            Rational(-5, 3),
            rf"\lim_{{q \to 0}} \frac{{1}}{{q}} "
            rf"\Big(\frac{{1}}{{q'}} - \frac{{1}}{{q}} - {growth.right}\Big)",
        ),
    )


def tanh_slope():
    """E tanh'(s)**2 = 1 - 2 q + 7 q**2 - ..., which is q'/q up to 4/3 q**2.

    Examples
    --------
    >>> from initnotes.derivations import limits
    >>> limits.tanh_slope().result
    4/3
    """
    tanh = activations.tanh.expression(_s)
    series, rest = expand(
        "Differentiate for the Taylor coefficients.",
        sympy.diff(tanh, _s) ** 2,
        4,
        1 - 2 * _s**2 + Rational(7, 3) * _s**4,
        r"\tanh'^2(s)",
    )
    chi = average(
        "The Gaussian mean is the factor on the state gradient's variance.",
        series.right,
        rest,
        1 - 2 * _q + 7 * _q**2,
        r"\chi",
    )
    mapped = {step.name: step.right for step in tanh_variance_map().steps}["q'"]
    return Derivation(
        rf"What tanh does to the gradient for ${STATE.latex}$, {_LEVEL}",
        series,
        chi,
        Step(
            "Against the factor $q'/q$ on the state's variance, the terms in q cancel, and those "
            "in its square leave",
            Limit((chi.right / (mapped / _q) - 1) / _q**2, _q, 0),
            Rational(4, 3),
            r"\lim_{q \to 0} \frac{1}{q^2}\Big(\frac{\chi}{q'/q} - 1\Big)",
        ),
    )


def sigmoid_maps():
    """Sigmoid near 0: Var f, E (f')**2 as series in q, and the fixed point of q.

    Examples
    --------
    >>> from initnotes.derivations import limits
    >>> limits.sigmoid_maps().result
    4*v/(16 - v)
    """
    sigmoid = activations.sigmoid.expression(_s)
    odd = Step(
        "It is one half plus an odd function, so its mean is half of",
        sigmoid + sigmoid.subs(_s, -_s),
        1,
        "f(s) + f(-s)",
    )
    mean = odd.right / 2
    square, rest = expand(
        "The square of the odd part, from the derivatives at 0.",
        (sigmoid - mean) ** 2,
        4,
        _s**2 / 16 - _s**4 / 96,
        r"\left(f - \tfrac12\right)^2",
    )
    variance = average(
        "The Gaussian mean is the variance of the activation.",
        square.right,
        rest,
        _q / 16 - _q**2 / 32,
        r"\operatorname{Var}[f]",
    )
    squared_slope, slope_rest = expand(
        "The squared slope, likewise,",
        sympy.diff(sigmoid, _s) ** 2,
        2,
        Rational(1, 16) - _s**2 / 32,
        "f'^2",
    )
    slope = average(
        "is on average",
        squared_slope.right,
        slope_rest,
        Rational(1, 16) - _q / 32,
        r"\operatorname{E}[f'^2]",
    )
    linear = mean**2 + variance.right.coeff(_q, 1) * _q
    (settled,) = sympy.solve(WEIGHT_FACTOR * linear - _q, _q)
    return Derivation(
        f"What sigmoid does to a small state, ${STATE.latex}$",
        odd,
        square,
        variance,
        squared_slope,
        slope,
        Step(
            r"With $v = n \operatorname{Var}[W]$, the map "
            rf"$q' = v \left({latex(linear)}\right)$ has the fixed point",
            settled,
            4 * WEIGHT_FACTOR / (16 - WEIGHT_FACTOR),
            "q^*",
        ),
    )


def rectifier_half():
    """E f(s)**2 = (1 + a**2) q / 2 for a (leaky) ReLU, E f'(s)**2 alike, and what undoes them.

    A Gaussian s is never exactly 0. The states of a narrow ReLU net can be, and E f'(s)**2 is
    then smaller by their share.

    Examples
    --------
    >>> from initnotes.derivations import limits
    >>> limits.rectifier_half().result
    1
    """
    a = NEGATIVE_SLOPE
    n = Symbol("n", positive=True)
    above, below = (0, oo), (-oo, 0)
    right = Step(
        "Where $s > 0$, $f$ is the identity: half of the mean square.",
        Quantity(r"\operatorname{E}[f(s)^2; s > 0]", STATE.mean(_s**2, *above)),
        _q / 2,
    )
    left = Step(
        "Where $s < 0$, $f$ scales by $a$: the other half, times the square of $a$.",
        Quantity(r"\operatorname{E}[f(s)^2; s < 0]", STATE.mean((a * _s) ** 2, *below)),
        a**2 * _q / 2,
    )
    both = Step(
        "Together:",
        Quantity(r"\operatorname{E}[f(s)^2]", right.right + left.right),
        (1 + a**2) * _q / 2,
    )
    gain = Step(
        r"A gain $g$ on the weights' std makes it $g^2$ times as large; it is $q$ again for",
        sqrt(_q / both.right),
        sqrt(2 / (1 + a**2)),
        "g",
    )
    slope = Step(
        "The squared slope is 1 on one half and $a^2$ on the other.",
        Quantity(
            r"\operatorname{E}[f'(s)^2]",
            sum(
                STATE.mean(sympy.diff(value, _s) ** 2, *half)
                for value, half in ((_s, above), (a * _s, below))
            ),
        ),
        (1 + a**2) / 2,
    )
    he = gain.right**2 / n
    return Derivation(
        f"What a (leaky) ReLU of negative slope $a$ leaves of the second moment, ${STATE.latex}$",
        right,
        left,
        both,
        gain,
        slope,
        Step(
            f"One variance of the weights, ${latex(he)}$, undoes both.",
            shown_product(n, he, slope.right),
            1,
            rf"n \operatorname{{Var}}[W]\, {slope.name}",
        ),
    )


def rectified_moments():
    """Mean and variance of ReLU(s): sqrt(q / (2 pi)) and q (1/2 - 1/(2 pi)).

    Examples
    --------
    >>> from initnotes.derivations import limits
    >>> limits.rectified_moments().result
    q*(1/2 - 1/(2*pi))
    """
    mean = Step(
        "The mean is positive.",
        Quantity(r"\operatorname{E}[f(s)]", STATE.mean(_s, 0, oo)),
        sqrt(_q / (2 * pi)),
    )
    second_moment = rectifier_half().steps[0].right
    return Derivation(
        f"After a ReLU, the variance is not the second moment, ${STATE.latex}$",
        mean,
        Step(
            f"So the variance falls short of the second moment ${latex(second_moment)}$.",
            Quantity(r"\operatorname{Var}[f(s)]", second_moment - mean.right**2),
            _q * (Rational(1, 2) - 1 / (2 * pi)),
        ),
    )


def softsign_variance_map():
    """E softsign(s)**2 = q - 4 sqrt(2 / pi) q**(3/2) + ..., so 1/sqrt(q) grows steadily.

    Examples
    --------
    >>> from initnotes.derivations import limits
    >>> limits.softsign_variance_map().result
    2*sqrt(2)/sqrt(pi)
    """
    std = Symbol("u", positive=True)
    series, rest = expand(
        "The kink of $|s|$ leaves odd powers: for $s > 0$,",
        activations.softsign.expression(_positive) ** 2,
        4,
        _positive**2 - 2 * _positive**3 + 3 * _positive**4,
        "f(s)^2",
        _positive,
    )
    half = series.right.subs(_positive, _s)
    mapped = Step(
        "The square is even, so twice the Gaussian mean over $s > 0$ is all, and it holds a power "
        "of one and a half.",
        Quantity("q'", 2 * STATE.mean(half, 0, oo), order=rest),
        _q - 4 * sqrt(2 / pi) * _q ** Rational(3, 2) + 9 * _q**2,
    )
    growth = Limit(1 / sqrt(mapped.right.subs(_q, std**2)) - 1 / std, std, 0)
    steady = 2 * sqrt(2 / pi)
    layer = Symbol("l", positive=True)
    return Derivation(
        rf"The variance map of softsign for ${STATE.latex}$ and small $q$, {_LEVEL}",
        series,
        mapped,
        Step(
            "It is the reciprocal of the standard deviation that grows steadily, so that "
            rf"$q \approx {latex(1 / (steady * layer) ** 2)}$.",
            growth,
            steady,
            r"\lim_{q \to 0} \Big(\frac{1}{\sqrt{q'}} - \frac{1}{\sqrt q}\Big)",
        ),
    )
