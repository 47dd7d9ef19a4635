"""A vehicle goes by."""
