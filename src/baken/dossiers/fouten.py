"""Errors of dossiers."""

from django.utils.translation import gettext_lazy as _

from baken.kern.fouten import BakenError, VerouderdError


class VerstrekkingGeweigerdError(BakenError):
    """The gate stays shut; `melding` says why, in plain Dutch."""

    def __init__(self, reden: str) -> None:
        super().__init__("gate shut", melding=reden)
        self.reden = reden


class IntussenGewijzigdError(VerouderdError):
    """Somebody else changed a deelbesluit since its page was opened."""

    melding = _(
        "Een collega heeft dit deelbesluit intussen gewijzigd. Wat u invulde, is nog niet bewaard en staat hieronder. "
        "Bekijk eerst wat uw collega koos."
    )
