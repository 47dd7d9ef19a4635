"""What gags share in which a line or a plate moves a whole body: where it meets the body, and the worlds of it."""
