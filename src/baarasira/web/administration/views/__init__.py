"""Pages of the administration: accounts, resets, settings, structures, the index of the register."""
