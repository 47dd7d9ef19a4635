"""The kinds of entry, found by being here: each says what it holds, who writes it, who may see it, what judges it."""
