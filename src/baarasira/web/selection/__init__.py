"""Pages of selections: panels and marks, the list and its run, signatures, the reserve, appeals."""
