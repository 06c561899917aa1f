"""A signaal from the door to its end: reporting, receipt, beoordeling, doorgeleiding, terugkoppeling."""
