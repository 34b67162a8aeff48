"""What holds of a contract: its clauses, the tests a machine can make, the verdict, the comparison of two sets of conditions."""
