"""A chair tipped over with somebody on it."""
