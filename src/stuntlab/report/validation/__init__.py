"""What the bench found: models beside published cases, as text, as JSON, as Markdown and as curves."""
