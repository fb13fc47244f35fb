"""A briefing as a Word document that an officer can edit: real styles, numbers, captions, links."""
