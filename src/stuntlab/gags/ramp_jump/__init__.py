"""Jumps off a ramp on a motorcycle or in a car."""
