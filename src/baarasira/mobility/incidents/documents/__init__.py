"""Papers printed of incidents: the letter by which a measure is notified."""
