"""What a process of the press imports, and what it does without."""

from __future__ import annotations

import subprocess
import sys


def test_workers_are_forked_with_all_imported_but_the_grammars_of_addresses():
    code = (
        "import sys\n"
        "from briefkit.publishing.press import imported\n"
        "imported([])\n"
        "assert 'papermill' in sys.modules and 'jsonschema' in sys.modules\n"
        "assert 'lark' not in sys.modules, 'seconds of grammars'\n"
        "import rfc3987_syntax\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
