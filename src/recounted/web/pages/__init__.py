"""The pages: each takes what the address asks for, looks it up, and hands it to its template."""
