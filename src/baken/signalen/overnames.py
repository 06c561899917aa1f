"""Read from both ends what links a signaal that was taken over with the packets that it came of."""

from __future__ import annotations

from uuid import UUID

from baken.dossiers.context import lezing
from baken.dossiers.models import Verstrekking
from baken.organisaties.besluit import Wie
from baken.signalen.models import Signaal
from baken.signalen.querysets import zichtbare_signalen
from baken.signalen.soorten import Kanaal


def pakketten_van(signaal: Signaal) -> list[Verstrekking]:
    """Return the packets that a signaal came of, oldest first and closed; none for that of a reporter.

    The caller asked decide(). At most one query.
    """
    if signaal.kanaal != Kanaal.DOORGEGEVEN:
        return []
    rijen = Verstrekking.objects.filter(overname__signaal=signaal).select_related("afzender", "grondslag")
    return list(rijen.defer("pakket", "doel", "verantwoording").order_by("overname__op", "overname__pk"))


@lezing
def signaal_uit_pakket(door: Wie, verstrekking_id: UUID) -> Signaal | None:
    """Return the own signaal that a received packet became, without content, if `door` may see it. One query."""
    rijen = Signaal.objects.filter(zichtbare_signalen(door), overnames__verstrekking_id=verstrekking_id)
    return rijen.defer("inhoud", "risico").first()
