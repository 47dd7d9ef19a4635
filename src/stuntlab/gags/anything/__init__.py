"""A gag of which nothing is simulated."""
