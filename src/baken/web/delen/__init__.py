"""Pages of sharing: deelbesluiten, consent, reading along and the register of disclosures."""
