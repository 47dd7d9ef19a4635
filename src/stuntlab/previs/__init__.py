"""Pictures before the shoot: the set, acted strikes, takes of falls as films, scenes for other programs."""
