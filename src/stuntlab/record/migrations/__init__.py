"""How the table of the record came to be, one step a file."""
