"""What falls share: flight, landings and catchers, a body that goes over an edge or down stairs."""
