"""A slip of the keyboard, answered in one sentence: a part that is not there, an argument amiss.

`@in_one_sentence` stands above a function or a class that a notebook uses. A call that Python
would refuse with a traceback is refused by a BriefkitError that says what to write instead.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar, cast

from briefkit.errors import BadSetting, UnknownPart, WrongCall

Named = TypeVar("Named", bound=Callable[..., Any])
SUBJECTS = ("council", "area")


def in_one_sentence(thing: Named) -> Named:
    """The same function, or the same class with each public method, with its slips answered.

    A class also says in one sentence that it has no part of a name, and Tab offers its methods and
    whom it is about (`council`, `area`), not the fields behind them. Sentences call it by the name
    that notebooks give it: its `called`, or its own in small letters.
    """
    made = _of_a_class(thing) if isinstance(thing, type) else _of_a_call(thing, thing.__name__)
    return cast(Named, made)


def _of_a_class(cls: Any) -> Any:
    methods = {n: m for n, m in vars(cls).items() if inspect.isfunction(m) and n[0] != "_"}
    called = str(getattr(cls, "called", cls.__name__.lower()))
    for name, method in methods.items():
        setattr(cls, name, _of_a_call(method, f"{called}.{name}", skip=1))
    offered = sorted([*methods, *(name for name in SUBJECTS if hasattr(cls, name))])
    cls.__getattr__ = lambda self, name: _no_such_part(self, name, called, offered)
    cls.__dir__ = lambda _: offered
    return cls


def _no_such_part(thing: Any, name: str, called: str, offered: list[str]) -> Any:
    """Python asks this for a name that it did not find."""
    # `_repr_html_` and its like are IPython's questions; a property that fails tells its own error
    if name.startswith("_") or hasattr(type(thing), name):
        return object.__getattribute__(thing, name)
    near, parts = _near(name, offered), ", ".join(offered)
    raise UnknownPart(f"This {called} has no part {name!r}.{near} It has: {parts}.")


def _of_a_call(function: Any, name: str, skip: int = 0) -> Any:
    signature = inspect.signature(function)

    @functools.wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        try:
            signature.bind(*args, **kwargs)
        except TypeError as slip:
            raise WrongCall(_complaint(name, signature, skip, str(slip), kwargs)) from None
        return function(*args, **kwargs)

    return called


def _complaint(
    name: str, signature: inspect.Signature, skip: int, slip: str, given: dict[str, Any]
) -> str:
    """What is wrong with a call, and how it is written."""
    wanted = list(signature.parameters.values())[skip:]
    known = [parameter.name for parameter in wanted]
    unknown = next((key for key in given if key not in known), None)
    how = f"Write {name}({', '.join(_as_written(p) for p in wanted)})."
    if unknown is not None:
        return f"{name}() has no argument {unknown!r}.{_near(unknown, known)} {how}"
    return f"{name}(): {slip}. {how}"


def _as_written(parameter: inspect.Parameter) -> str:
    """A parameter as it stands in a call: its name, and its default where it has one."""
    if parameter.default is parameter.empty:
        return parameter.name
    return f"{parameter.name}={parameter.default!r}"


def _near(name: str, known: list[str]) -> str:
    from rapidfuzz import process

    near = process.extractOne(name, known, score_cutoff=60)
    return f" Did you mean {near[0]}?" if near else ""


def require_text(**given: Any) -> None:
    """Refuse what is no text. Raises BadSetting with the name and what it was."""
    for name, value in given.items():
        if not isinstance(value, str):
            raise BadSetting(f"The {name} {value!r} must be text: write it in quotes.")
