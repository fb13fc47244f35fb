"""What every exporter of ours can be told: where templates are, the mark, whose document it is.

Each exporter is one of nbconvert's and this: it says what it makes, and `document` makes it.
Nothing happens at import or in the constructor: nbconvert makes every exporter to list them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nbconvert.exporters.exporter import Exporter
from traitlets import Instance, Unicode

from briefkit.branding.brand import Brand

if TYPE_CHECKING:
    from nbformat import NotebookNode


class Asked(Exporter):
    """An exporter whose `document(notebook, metadata)` is the whole file, as text or as bytes."""

    templates = Unicode(
        "", help="The folder of templates; blank: that of the notebook's project."
    ).tag(config=True)
    status = Unicode(
        None,
        allow_none=True,
        help="The mark on the document; blank once signed; not given: as the notebook says.",
    )  # no setting of a user's: what is exported by hand is a draft
    brand = Instance(
        Brand, allow_none=True, help="Whose document it is; not given: as the project's file says."
    )

    document: Callable[[NotebookNode, Any], Any]
    """The file of a notebook that nbconvert's own steps need not see; each exporter has its own.

    Its metadata may name the notebook (`name`) and its folder (`path`).
    """

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[Any, Any]:
        """The file and nbconvert's resources; UnreadableNotebook says why it cannot be made."""
        # the plain exporter's steps alone: a template exporter's would print the page already
        notebook, resources = Exporter.from_notebook_node(self, nb, resources, **kw)
        return self.document(notebook, resources.get("metadata", {})), resources
