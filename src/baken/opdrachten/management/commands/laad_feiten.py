"""./baken laad-feiten: load the facts that ship with Baken. A second run changes nothing."""

from django.core.management.base import BaseCommand

from baken.kern.bewaartermijnen import laad_standaardregels
from baken.keten.laad import laad_grondslagen
from baken.referentie.laad import laad_alles


class Command(BaseCommand):
    """Load forms, sectors, indicators, gemeenten, grondslagen and the unconfirmed bewaartermijnen."""

    help = "Laad de feiten die met Baken meekomen (vormen, sectoren, indicatoren, gemeenten, grondslagen)."

    def handle(self, *args: object, **options: object) -> None:
        """Load and print what changed."""
        self.stdout.write(
            f"Feiten: {laad_alles()}. Grondslagen gewijzigd: {laad_grondslagen()}. "
            f"Nieuwe bewaartermijnen: {laad_standaardregels()}."
        )
