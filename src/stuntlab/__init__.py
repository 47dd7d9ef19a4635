"""stuntlab."""
