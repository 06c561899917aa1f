"""The promises of referentie: which facts ship, how they load and how they are read."""
