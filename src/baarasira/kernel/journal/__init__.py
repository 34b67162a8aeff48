"""The audit journal: `write` adds and reads entries, `chain` seals and verifies them."""
