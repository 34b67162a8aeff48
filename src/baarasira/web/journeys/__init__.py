"""Pages of journeys: preparing, leaving, abroad, back, recalled."""
