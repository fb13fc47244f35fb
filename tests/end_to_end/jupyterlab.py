"""A real JupyterLab, started by `make lab`, in a real Chromium: what an officer's hands do there.

`serving(project)` starts the server and stops it again; `Desk` is a browser's tab on it.
"""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Browser, Download, Locator, Page, Request

from copiedproject import environment

TOKEN = "for-this-test-alone"
PATIENCE = 60_000  # milliseconds, on a machine with much else to do
GIVEN_UP = 20_000  # milliseconds for a server and its kernels to end
IDLE = (
    "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status"
    " === 'idle'"
)
DRAWN = "pictures => pictures.map(p => p.complete && p.naturalWidth > 0 && p.alt.length > 20)"
COMMAND = "([name, words]) => window.jupyterapp.commands.execute(name, words)"


@dataclass(frozen=True)
class Server:
    """A running JupyterLab: where it answers, what it wrote, and its process."""

    address: str
    project: Path
    log: Path
    process: subprocess.Popen[bytes]

    def get(self, path: str) -> tuple[int, str]:
        """The status and the text of an answer to a request that carries the token; or 0."""
        headers = {"Authorization": f"token {TOKEN}"}
        asked = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(asked) as answer:
                return int(answer.status), answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as refusal:
            return int(refusal.code), refusal.read().decode("utf-8", "replace")
        except urllib.error.URLError:
            return 0, ""


@contextlib.contextmanager
def serving(project: Path, home: Path) -> Iterator[Server]:
    """`make lab` in a project, with a home of its own, until the block ends."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    # what `make` sets up is what runs these tests already
    words = ["make", "--silent", "--assume-old=setup", "lab", f"BIN={Path(sys.executable).parent}"]
    options = (
        f"--port={port} --ServerApp.port_retries=0 --IdentityProvider.token={TOKEN}"
        " --LabApp.expose_app_in_browser=True"  # so that a test can wait for the kernel
    )
    log = home / "log.txt"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [*words, f"LAB={options}", "NO_SCREEN=--no-browser"],
            cwd=project, env=of_its_own(home), stdout=written, stderr=written,
        )  # fmt: skip
    server = Server(address, project, log, process)
    try:
        wait_until_up(server)
        yield server
    finally:
        stop(server)


def of_its_own(home: Path) -> dict[str, str]:
    """The variables of a person who has never used Jupyter; kernels find the source by name."""
    kept = {k: v for k, v in environment().items() if not k.startswith(("JUPYTER", "IPYTHON"))}
    # make drops PYTHONPATH, as it should; a kernel's spec is found beside its Python
    return {**kept, "HOME": str(home)}


def wait_until_up(server: Server) -> None:
    end = time.monotonic() + PATIENCE / 1000
    while server.get("/api/status")[0] != 200:
        said = server.log.read_text("utf-8", "replace")
        assert server.process.poll() is None, said
        assert time.monotonic() < end, said
        time.sleep(0.1)


def stop(server: Server) -> list[psutil.Process]:
    """End the server; those of its processes that are still there.

    One that has given up all its kernels may stay for a thread of an answer that a closed tab no
    longer takes (jupyterlab/jupyterlab#10442). It gets Ctrl-C twice, as docs/jupyter.md advises.
    """
    started = children(server)
    server.process.terminate()
    _, left = psutil.wait_procs(started, GIVEN_UP / 1000)
    for _ in range(2):
        if "Shutting down" in server.log.read_text("utf-8", "replace"):
            _tell(left, signal.SIGINT)
        _, left = psutil.wait_procs(left, GIVEN_UP / 10_000)
    _tell(left, signal.SIGKILL)
    server.process.wait(PATIENCE / 1000)
    return list(left)


def _tell(processes: list[psutil.Process], what: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):  # it has just ended
            process.send_signal(what)


def children(server: Server) -> list[psutil.Process]:
    """The processes that `make lab` has started: the server and each kernel."""
    if server.process.poll() is not None:
        return []
    return psutil.Process(server.process.pid).children(recursive=True)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@dataclass
class Desk:
    """A tab of JupyterLab: what it asked for, what it downloaded, what went wrong in it."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    downloads: list[Download] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, server: Server, browser: Browser) -> Desk:
        """A new browser profile with nothing in it yet."""
        context = browser.new_context(
            accept_downloads=True, viewport={"width": 1400, "height": 900}
        )
        context.set_default_timeout(PATIENCE)
        desk = cls(context.new_page(), server.address)
        context.on("request", desk._asked)
        # an export's tab closes as its download starts, so the profile is asked and not the tab
        context.on("download", desk._got)
        desk.page.on("pageerror", lambda error: desk.errors.append(str(error)))
        return desk

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _got(self, download: Download) -> None:
        self.downloads.append(download)

    def strangers(self) -> list[str]:
        """Requests that left this machine."""
        hosts = ((urlsplit(url).hostname, url) for url in self.requests)
        return [url for host, url in hosts if host not in (None, "", "127.0.0.1")]

    def open(self, path: str = "") -> Locator:
        """Open an address below /lab; the notebook that is in front, its kernel ready."""
        words = (
            f"{self.address}{path}?reset&token={TOKEN}"
            if path
            else f"{self.address}/?token={TOKEN}"
        )
        self.page.goto(words)
        self.page.wait_for_function(IDLE, timeout=PATIENCE)
        return self.notebook

    @property
    def notebook(self) -> Locator:
        """The notebook that is in front."""
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def pictures(self) -> int:
        """How many pictures the notebook in front shows, once each is drawn and has its words."""
        shown = self.notebook.locator(".jp-OutputArea-output img")
        self._until(lambda: {*shown.evaluate_all(DRAWN)} == {True}, "pictures with their words")
        return shown.count()

    def command(self, name: str, **words: Any) -> None:
        """Run one of JupyterLab's commands, as its menus do, until it is done."""
        self.page.evaluate(COMMAND, [name, words])

    def change(self, cell: str, source: str) -> None:
        """Put other text into the first code cell that holds `cell`."""
        found = self.notebook.locator(".jp-CodeCell").filter(has_text=cell).first
        found.locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)  # not typed: no bracket is closed by itself

    def run_all(self) -> None:
        """Run > Run All Cells, until the last has run or one has failed."""
        self.command("notebook:run-all-cells")

    def save(self) -> None:
        """File > Save Notebook."""
        self.command("docmanager:save")

    def menu(self, *items: str) -> None:
        """Choose an item of a menu with the mouse: the menu, the items on the way, the item."""
        first, *way, last = items
        self.page.get_by_role("menuitem", name=first, exact=True).click()
        for item in way:
            self.page.locator(".lm-Menu-item").filter(has_text=item).first.hover()
        self.page.locator(".lm-Menu-itemLabel").get_by_text(last, exact=True).last.click()

    def export(self, label: str) -> Download:
        """File > Save and Export Notebook As, and the file that came of it."""
        before = len(self.downloads)
        self.menu("File", "Save and Export Notebook As", label)
        self._until(lambda: len(self.downloads) > before, f"a file of {label}")
        return self.downloads[-1]

    def refusal(self, label: str) -> str:
        """File > Save and Export Notebook As, and the page that says why nothing came of it."""
        tabs = self.page.context.pages
        self.menu("File", "Save and Export Notebook As", label)
        self._until(lambda: len(self.page.context.pages) > len(tabs), f"a page of {label}")
        told = self.page.context.pages[-1]
        said = told.locator(".error").inner_text()
        told.close()
        return said

    def _until(self, there: Callable[[], bool], what: str) -> None:
        for _ in range(PATIENCE // 50):
            if there():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"JupyterLab did not give {what}.")
