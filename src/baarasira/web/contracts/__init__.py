"""Pages of contracts: offers, review clause by clause, visa, signature, what is found abroad, the law of destinations."""
