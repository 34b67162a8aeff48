"""Professional migration, from the contract to the return: contracts, then the parts that rest on them."""
