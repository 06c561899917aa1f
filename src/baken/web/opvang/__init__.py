"""Pages of shelter: the region, the facilities, and what fits a client."""
