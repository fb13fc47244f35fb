"""The charts of a briefing: one module a kind, each from plain values to an SVG string.

    strands    where the council stands on each of the three strands
    dots       one measure, the council among its named peers, with intervals if known
    trend      movement over time, on a scale or a ladder
    scatter    two measures against each other, with quadrants
    counts     levels of several things, and how many councils reach the top on how many
    dumbbell   what two or three groups say of the same thing
    bars       what an amount is made of
    places     how many councils of an area stand where on each strand
    spread     one measure over an area, a strip for each kind of council

Each kind has a frozen dataclass for its values and three functions. `build(look)` makes
the empty chart with seaborn, the same for all councils; `put(parts, data)` sets everything
that depends on the council; `draw(data, look)` does both and writes. A figure that served
one council serves the next with the same bytes as a fresh one; `stencil.svg_of`
keeps such a figure for as long as the process lives.

Every chart is 440 units wide, and no text is smaller than 13.7 of them. To add a kind,
copy the module nearest to it; `sheet.py` has the marks, `lettering.py` keeps labels apart.
Titles, alt texts, captions and tables are made elsewhere, from statements.
"""
