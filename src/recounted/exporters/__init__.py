"""Forms in which claims and incidents leave the project. Each says what it had to drop."""
