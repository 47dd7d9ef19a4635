"""A fall down stairs."""
