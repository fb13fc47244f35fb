"""The command `briefkit`, which is `python -m briefkit` too, from its very first moment.

It imports nothing itself, so that Ctrl-C ends it in one sentence also while the commands load.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Load the commands and run the one that is asked for."""
    try:
        from briefkit.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("Stopped before anything was begun.\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
