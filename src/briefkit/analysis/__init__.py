"""What it means: Evidence and a council into findings, strands and patterns."""
