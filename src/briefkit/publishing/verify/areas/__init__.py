"""The proof of an area's overview: each count, range and pair worked out again, member by member.

Every member is judged by the same judge that proves its own briefing; nothing is shared with the
code that made the overview. `proving.prove_area` is the door.
"""
