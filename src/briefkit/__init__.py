"""briefkit: a Jupyter-based policy briefing toolkit for local government.

`open_briefing("Plymouth")` gives a council's briefing, `open_region("South West")` the overview of
several; `councils("lew")` lists names
and codes. Names are loaded when they are first asked for, so importing costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "open_briefing": "briefkit.narrative.briefing",
    "open_region": "briefkit.narrative.region",
    "councils": "briefkit.narrative.councils",
    "Briefing": "briefkit.narrative.briefing",
    "Region": "briefkit.narrative.region",
    "Council": "briefkit.evidence.councils",
    "BriefkitError": "briefkit.errors",
}

__all__ = [
    "Briefing",
    "BriefkitError",
    "Council",
    "Region",
    "__version__",
    "councils",
    "open_briefing",
    "open_region",
]

if TYPE_CHECKING:
    from briefkit.errors import BriefkitError
    from briefkit.evidence.councils import Council
    from briefkit.narrative.briefing import Briefing, open_briefing
    from briefkit.narrative.councils import councils
    from briefkit.narrative.region import Region, open_region


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'briefkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
