"""Other ways to do it: versions of a strike, changes to a fall."""
