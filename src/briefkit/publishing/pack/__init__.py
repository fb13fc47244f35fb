"""The evidence pack: the rows that a briefing read, as a workbook that a person can use."""
