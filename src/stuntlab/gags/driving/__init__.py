"""What gags in which somebody drives share: draws of how a run is lost, and everybody in the way."""
