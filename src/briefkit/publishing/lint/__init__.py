"""The prose lint: every sentence of every published briefing, held to the rules of wording."""
