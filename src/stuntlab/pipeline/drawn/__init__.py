"""Pictures: the set, acted strikes, chosen takes of falls as films, previs scenes."""
