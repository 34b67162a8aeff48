"""Work contracts abroad: what was offered, signed, found on arrival and paid, and the visa that two people give."""
