"""The benches: ranking by us and by others, side by side, on a generated register (README.md). Not part of the product."""
