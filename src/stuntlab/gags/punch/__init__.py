"""A punch, a hook or a slap at a co-performer."""
