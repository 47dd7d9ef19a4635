"""Other ways to do a stunt: versions of a strike, changes to a fall."""
