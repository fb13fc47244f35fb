"""Deep dives: briefings on one strand, in the parts that templates/narrative/dives.toml gives.

`diving.py` is the door: the object that a notebook holds.
"""
