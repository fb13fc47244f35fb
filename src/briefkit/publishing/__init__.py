"""How it gets out: one notebook, many councils, finished files."""
