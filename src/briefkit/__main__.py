"""`python -m briefkit` is `briefkit`."""

from briefkit.cli import main

main()
