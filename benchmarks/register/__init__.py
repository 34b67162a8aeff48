"""A register and offers drawn from a seed: the data of the benches, the same for everyone who ranks it."""
