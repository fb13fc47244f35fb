"""What we know: the data folder, checked and joined into Evidence."""
