"""Jumps from something that stands, with a canopy."""
