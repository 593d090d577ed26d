"""Colors of the explorers: those of the figures, made lighter on a dark page."""

from initnotes.plots import style

COLORS = {
    **style.COLORS,
    "forward": style.FORWARD,
    "backward": style.BACKWARD,
    "path": style.PATH,
    "before": style.BEFORE,
}


def declarations():
    """CSS that names each color of `COLORS`, mixed with as much white as the style sheet says.

    Examples
    --------
    >>> from initnotes.explorers import colors
    >>> colors.declarations().split(";")[0]
    '--explorer-standard:color-mix(in srgb,#0072B2,#fff var(--explorer-white))'
    """
    return ";".join(
        f"--explorer-{name}:color-mix(in srgb,{color},#fff var(--explorer-white))"
        for name, color in COLORS.items()
    )
