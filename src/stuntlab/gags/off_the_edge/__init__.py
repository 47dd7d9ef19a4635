"""What jumps that end under a canopy share: their draws, their flight, what decides them, and who stands below."""
