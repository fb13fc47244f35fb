"""Tables that others published: found in their file, mapped to indicators, read and refreshed."""
