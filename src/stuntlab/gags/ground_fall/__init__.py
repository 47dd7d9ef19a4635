"""A fall from standing."""
