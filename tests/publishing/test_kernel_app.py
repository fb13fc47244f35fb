"""Anybody's notebook runs in a kernel that was made ahead as it does in an ordinary one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefkit.publishing import forking
from publishing.tinynotebooks import ran, stored, workers

KINDS = [kind for kind in forking.KINDS if kind != "forked" or forking.possible()]
FAILS = "def half(n):\n    return n / 0\n\nhalf(1)"
CELLS = {
    "printed before what is shown": "print('first'); 'then'",
    "printed without an end": "print('an', end=''); print('other', end='')",
    "on both streams": "import sys; print('out'); sys.stderr.write('err\\n'); None",
    "in between": (
        "from IPython.display import display\n"
        "print('one'); display('two'); print('three', flush=True); display('four'); print('five')"
    ),
    "by another thread": (
        "import threading\n"
        "one = threading.Thread(target=lambda: print('from a thread'))\n"
        "one.start(); one.join()"
    ),
    "by another program": "import subprocess, sys\n!echo from outside",
    "nothing at all": "",
    "an earlier result": "[_, __, In[1], sorted(Out)]",
    "whose shell it is": (
        "from ipykernel.kernelapp import IPKernelApp\n"
        "app, shell = IPKernelApp.instance(), get_ipython()\n"
        "[shell.kernel is app.kernel, shell.parent is app.kernel, app.shell is shell,\n"
        " shell.profile_dir is app.profile_dir, shell.compile is not None,\n"
        " type(shell.compile).__name__]"
    ),
    "names": "import __main__\n[__name__, __main__ is get_ipython().user_module, 'CELLS' in dir()]",
    "environment": "import os\n[os.environ.get(n) for n in ('TERM', 'PAGER', 'CLICOLOR', 'MARK')]",
    "a magic": "%%capture kept\nprint('kept')",
    "what it kept": "kept.stdout",
    "history": "get_ipython().history_manager.enabled in (True, False)",
    "an error": FAILS,
    "after an error": "print('goes on')",
}


def by_each(folder: Path, *cells: str, swallow: str = "") -> list[list[Any]]:
    """The outputs of a notebook of these cells, run by each kind of kernel that can be had."""
    notebook = stored(folder / "any.ipynb", *cells, swallow=swallow)
    found = []
    for kind in KINDS:
        with workers(1, forking=kind != "ordinary", kind=kind) as worker:
            args = str(notebook), str(folder / f"{kind}.ipynb"), kind
            found.append(worker.submit(ran, *args).result())
    return found


def test_every_cell_shows_the_same(tmp_path: Path):
    ordinary = KINDS.index("ordinary")
    found = by_each(tmp_path, *CELLS.values(), swallow=FAILS)
    for name, *shown in zip(["parameters", *CELLS], *found, strict=True):
        assert all(one == shown[ordinary] for one in shown), name
    shown = dict(zip(CELLS, found[ordinary][1:], strict=True))
    assert [o.output_type for o in shown["printed before what is shown"]] == [
        *("stream", "execute_result")
    ]
    assert shown["after an error"][0].text == "goes on\n"
    said = shown["environment"][0].data["text/plain"]
    assert said == "['xterm-color', 'cat', '1', 'given']"


def test_somebodys_own_settings_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    profile = tmp_path / "ipython" / "profile_default"
    profile.mkdir(parents=True)
    told = "c.InteractiveShell.ast_node_interactivity = 'all'\n"
    (profile / "ipython_config.py").write_text(f"c = get_config()\n{told}", encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(profile.parent))
    for outputs in by_each(tmp_path, "'one'\n'two'"):
        assert [o.data["text/plain"] for o in outputs[-1]] == ["'one'", "'two'"]
