"""Somebody is pulled along a line by a machine."""
