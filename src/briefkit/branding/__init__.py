"""Whose documents they are: a council's name, contact, colours and logo, as one frozen Brand."""
