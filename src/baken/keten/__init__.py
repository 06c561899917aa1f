"""Partners, grondslagen and afspraken: with whom, and on which legal basis, something may be shared."""
