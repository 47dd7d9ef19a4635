"""A machine lets somebody down on a line."""
