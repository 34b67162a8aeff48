"""What the rules of a competition say, pure: the arithmetic of marks (`marks`), the ranking and its seats (`ranking`)."""
