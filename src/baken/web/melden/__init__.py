"""The door: meldroute, reporting with and without account, receipt and following."""
