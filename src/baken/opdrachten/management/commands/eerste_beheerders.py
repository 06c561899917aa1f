"""./baken eerste-beheerders CODE: the first two accounts of an organisation, for who runs the machine."""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.organisaties.inrichten import Persoon, maak_eerste_beheerders
from baken.organisaties.selectors import organisatie_op_code


def _persoon(tekst: str) -> Persoon:
    delen = [deel.strip() for deel in tekst.split(",")]
    if len(delen) != 3 or not all(delen):
        raise argparse.ArgumentTypeError(f"{tekst!r} is niet: gebruikersnaam,naam,e-mailadres")
    try:
        validate_email(delen[2])
    except ValidationError:
        raise argparse.ArgumentTypeError(f"{delen[2]!r} is geen e-mailadres") from None
    return Persoon(*delen)


class Command(BaseCommand):
    """Make the first two beheerders."""

    help = "Maak de eerste twee beheerders van een organisatie; zij geven daarna alle andere rollen."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Ask for the organisation and two people."""
        parser.add_argument("organisatie", help="de code van de organisatie, zoals in het adres van haar meldroute")
        parser.add_argument(
            "--persoon",
            type=_persoon,
            action="append",
            required=True,
            help="gebruikersnaam,naam,e-mailadres (tweemaal)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, and say how they sign in for the first time."""
        if settings.DEMONSTRATIE:
            raise CommandError("In de demonstratie bestaan alleen verzonnen mensen. Zet BAKEN_OMGEVING op productie.")
        try:
            gemaakt = maak_eerste_beheerders(organisatie_op_code(options["organisatie"]), options["persoon"])
        except NietGevondenError:
            zin = f"Er is geen organisatie met de code {options['organisatie']!r}."
            raise CommandError(zin, returncode=2) from None
        except OngeldigeInvoerError as fout:
            raise CommandError(" ".join(zin for zinnen in fout.fouten.values() for zin in zinnen)) from None
        for medewerker in gemaakt:
            self.stdout.write(f"{medewerker.naam} ({medewerker.username}) is beheerder.")
        self.stdout.write(
            "Zij kiezen een wachtwoord via 'Wachtwoord vergeten of eerste keer' en stellen een tweede stap in."
        )
