"""An executed notebook as a finished document: nbconvert exporters, one file a format."""
