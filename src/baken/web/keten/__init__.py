"""Pages of the chain: the partners of the region, and the wegenkaart of who does what."""
