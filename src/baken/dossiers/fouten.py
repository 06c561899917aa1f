"""Errors of dossiers."""

from baken.kern.fouten import BakenError


class VerstrekkingGeweigerdError(BakenError):
    """The gate stays shut; `melding` says why, in plain Dutch."""

    def __init__(self, reden: str) -> None:
        super().__init__("gate shut", melding=reden)
        self.reden = reden
