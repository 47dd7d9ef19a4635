"""One file for each kind of sheet; a new file is a new kind, and no list names it."""
