"""The proof: every figure of what was published, worked out again from the evidence files.

Nothing here is shared with the code that made the briefings except the file formats and
the errors: an error in that code is not made twice. `cli/prove.py` is its door.
"""
