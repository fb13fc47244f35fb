"""Depth: what only a deep dive into one strand asks of the evidence, worked out on demand.

`diving.py` is its door. None of it is touched by the briefing on culture change.
"""
