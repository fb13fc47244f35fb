"""Files that people hold: workbooks, CSV files and HTML tables, read without a silent guess."""
