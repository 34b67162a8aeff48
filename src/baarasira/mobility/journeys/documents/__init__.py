"""Papers printed of journeys: the list of a departure, the collective visa file."""
