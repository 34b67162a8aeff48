"""Files in and out of the register: what a data officer imports from a partner's list and exports for another system."""
