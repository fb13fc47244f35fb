"""One list of dependencies: environment.yml repeats pyproject.toml, the lock is made from it."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
LOCK, JUDGES = Path("requirements.lock"), Path("tests/judges")
GROUPS = {"judges": JUDGES / "requirements.lock", "docs": Path("docs/requirements.lock")}

# what conda-forge calls the part of a project that PyPI gives under the plain name
PLAIN_NAMES = {
    "matplotlib-base": "matplotlib",
    "nbconvert-core": "nbconvert",
    "pandera-base": "pandera",
    "seaborn-base": "seaborn",
}
NAME_AND_BOUNDS = re.compile(r"([A-Za-z0-9_.-]+?)\s*([<>=~!].*)?")


def named(requirements: list[str]) -> dict[str, str]:
    """Each requirement's name, as PyPI has it, with its bounds as written."""
    found = [NAME_AND_BOUNDS.fullmatch(line.strip()) for line in requirements]
    assert all(found), requirements
    pairs = [(match[1].lower(), match[2] or "") for match in found if match]
    return {PLAIN_NAMES.get(name, name): bounds for name, bounds in pairs}


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def environment() -> list:
    return yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]


def test_conda_and_pip_install_the_same_packages_within_the_same_bounds(project, environment):
    by_conda = [item for item in environment if isinstance(item, str)]
    by_pip = next(item["pip"] for item in environment if isinstance(item, dict))
    listed = named(by_conda + [line for line in by_pip if not line.startswith("--")])
    del listed["python"], listed["pip"]
    assert listed == named(project["dependencies"])


def test_conda_gives_a_python_that_the_project_accepts(project, environment):
    assert "python=3.11" in environment
    assert project["requires-python"] == ">=3.11"


def test_conda_installs_the_project_itself_so_that_edits_are_seen(environment):
    by_pip = next(item["pip"] for item in environment if isinstance(item, dict))
    assert "--editable ." in by_pip


def test_each_dependency_says_what_it_does_for_us():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = [line for line in text.splitlines() if re.match(r' {4}"[a-z0-9-]+[<>=]', line)]
    assert len(listed) > 20
    assert [line for line in listed if not re.search(r",\s*# \W*\w+", line)] == []


def test_the_lock_holds_every_dependency_and_a_hash_for_each(project):
    wanted = named(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted |= named(extra)
    assert sorted(wanted.keys() - pinned(ROOT / "requirements.lock").keys()) == []


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_has_a_lock_of_its_own_that_agrees_with_the_others(group):
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    assert groups.keys() == GROUPS.keys()
    mine = pinned(ROOT / GROUPS[group])
    assert sorted(named(groups[group]).keys() - mine.keys()) == []
    for lock in (LOCK, *GROUPS.values()):
        others = pinned(ROOT / lock)
        assert {name for name in mine.keys() & others.keys() if mine[name] != others[name]} == set()


def test_what_npm_brings_is_pinned_by_hash_and_names_no_address():
    wanted = json.loads((ROOT / JUDGES / "package.json").read_text("utf-8"))["devDependencies"]
    lock = (ROOT / JUDGES / "package-lock.json").read_text("utf-8")
    packages = {
        name.removeprefix("node_modules/"): package
        for name, package in json.loads(lock)["packages"].items()
        if name
    }
    assert {name: packages[name]["version"] for name in wanted} == wanted
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


def pinned(lock: Path) -> dict[str, str]:
    """Each package of a lock with its release. Each must have a hash."""
    entries = re.split(r"\n(?=[a-z0-9])", lock.read_text("utf-8"))[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    return dict(entry.split()[0].split("==") for entry in entries)


def test_everything_that_is_imported_comes_with_a_listed_dependency(project):
    brings = packages_distributions()
    always = with_what_they_need(named(project["dependencies"]).keys())
    on_a_cluster = always | with_what_they_need(named(extras(project)["dask"]).keys())
    strangers = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "src").rglob("*.py")
        for name in packages_of(path)
        for allowed in [on_a_cluster if path.parent.name == "cluster" else always]
        if not allowed & {plain(owner) for owner in brings.get(name, [])}
    }
    assert sorted(strangers) == []


def extras(project: dict) -> dict[str, list[str]]:
    return project["optional-dependencies"]


def test_what_a_cluster_needs_is_tested_within_the_same_bounds(project):
    tested = named(extras(project)["test"])
    assert named(extras(project)["dask"]).items() <= tested.items()


def with_what_they_need(names: Iterable[str]) -> set[str]:
    """The dependencies and what each asks for itself: numpy comes with pandas."""
    needed = {plain(name) for name in names}
    for name in list(needed):
        needed |= {plain(re.split(r"[^\w.-]", line)[0]) for line in requires(name) or []}
    return needed


def plain(name: str) -> str:
    return re.sub(r"[_.-]+", "-", name).lower()


def packages_of(path: Path) -> set[str]:
    """The outside packages that a module imports, the standard library left out."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = {a.name for node in nodes if isinstance(node, ast.Import) for a in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"briefkit"}


def test_an_import_of_an_unlisted_package_is_noticed(tmp_path):
    module = tmp_path / "stranger.py"
    module.write_text(
        "import json\nimport numpy.linalg\nfrom briefkit import x\nfrom rich import y\n"
    )
    assert packages_of(module) == {"numpy", "rich"}
