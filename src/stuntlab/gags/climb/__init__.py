"""A climb on a face, held by a line."""
