"""A run and swing on wires along a face."""
