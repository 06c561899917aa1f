"""Requests of persons about their own data: registered by the FG, decided per dossier, checked by two."""
