"""A fall from a height onto a catcher, into water or onto the ground."""
