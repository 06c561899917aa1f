"""Every model of dossiers."""

from baken.dossiers.models.dossier import (
    Betrokkene,
    Dossier,
    Dossierlid,
    Dossiersoort,
    Dossiertoegang,
    Locatie,
    Noodmisser,
    Noodtoegang,
    Zoekindex,
)
from baken.dossiers.models.verstrekking import (
    Berichtsoort,
    Toestemming,
    Verstrekking,
    Verstrekkingsbericht,
)
from baken.dossiers.models.verzoek import (
    Avgbesluit,
    Avgcorrectie,
    Avgverzoek,
)

__all__ = [
    "Avgbesluit",
    "Avgcorrectie",
    "Avgverzoek",
    "Berichtsoort",
    "Betrokkene",
    "Dossier",
    "Dossierlid",
    "Dossiersoort",
    "Dossiertoegang",
    "Locatie",
    "Noodmisser",
    "Noodtoegang",
    "Toestemming",
    "Verstrekking",
    "Verstrekkingsbericht",
    "Zoekindex",
]
