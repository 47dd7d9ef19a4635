"""A kick at a co-performer."""
