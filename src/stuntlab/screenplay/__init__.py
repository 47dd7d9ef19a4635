"""Screenplays: what stands in one, and which of its lines may be a stunt. A reading aid that shows every line."""
