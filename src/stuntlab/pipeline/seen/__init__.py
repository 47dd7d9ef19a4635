"""Strikes as the cameras of a plan see them."""
