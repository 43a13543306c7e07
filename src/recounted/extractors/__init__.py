"""Ways to get claims out of a document. Each is a function from a document to claims; the gate checks them all."""
