"""Reads of the room: cases by what an actor may see, referrals by partner, who is named as carer."""
