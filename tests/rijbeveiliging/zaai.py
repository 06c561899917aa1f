"""Rows of every kind that no single act leaves behind, at organisations that differ: what each may see is the test."""

from __future__ import annotations

import uuid
from datetime import timedelta

from baken.casussen.models import Leercasus
from baken.dossiers.models import Avgcorrectie, Betrokkene
from baken.kern import klok
from baken.keten.models import Aanwezig, Bijeenkomst, Bijeenkomstsoort, Deelname, Grondslag, Wijze
from baken.zorg.models import (
    Aanbodstand,
    Adviesgesprek,
    Bedenktijd,
    Kwaliteitscheck,
    Nacht,
    Overdracht,
    Plaatsing,
    Traject,
    Trajectbron,
    Trajectstuk,
    Wachtplek,
    Zorgdoel,
    Zorgpunt,
)
from baken.zorg.rules.opvang import Opvangsoort
from baken.zorg.soorten import Antwoord, Gespreksoort, Stuksoort, Verlener, Vrager
from tests.browser.wereld import Wereld
from tests.cast import Cast, als, medewerker
from tests.casussen.hulp import opgeschaald, tafel, vastgelopen
from tests.dossiers.deelhulp import aangenomen, convenant, zvh_casus
from tests.zorg.comenshahulp import hulpvraag, registratie
from tests.zorg.hulp import client, traject
from tests.zorg.opvanghulp import plek, voorziening


def zaai(w: Wereld) -> None:
    """Put down a row of everything."""
    cast = w.cast
    persoon = Betrokkene.objects.filter(dossier=w.nieuw.dossier).earliest("volgorde")
    Avgcorrectie.objects.create(
        dossier=persoon.dossier, betrokkene=persoon, inhoud=b"dicht", op=klok.nu(), door=cast.anna
    )
    convenant(cast)
    casus = zvh_casus(cast)
    aangenomen(cast, casus)  # the zorgpunt reads along in the dossier of the ZVH
    casus = vastgelopen(casus, als(cast.piet))
    opgeschaald(cast, casus, als(cast.piet))
    tafel(cast)
    _overleg(cast, casus.dossier_id)
    _leercasussen(cast)
    _zorg(cast)


def _overleg(cast: Cast, dossier_id: object) -> None:
    """A meeting of the ZVH on its dossier, to which the zorgpunt is asked and nobody else."""
    overleg = Bijeenkomst.objects.create(
        soort=Bijeenkomstsoort.CASUSOVERLEG,
        organisatie=cast.zvh,
        dossier_id=dossier_id,
        op=klok.nu() + timedelta(days=1),
        wijze=Wijze.FYSIEK,
        gemaakt_op=klok.nu(),
        gemaakt_door=cast.piet,
    )
    Deelname.objects.create(
        bijeenkomst=overleg,
        beheerder=cast.zvh,
        organisatie=cast.zorg,
        grondslag=Grondslag.objects.get(code="wgs-zvh-deelnemers"),
        uitgenodigd_op=klok.nu(),
        aanwezig=Aanwezig.ONBEKEND,
    )


def _leercasussen(cast: Cast) -> None:
    for status, persoon in (("concept", cast.piet), ("gedeeld", cast.zoe)):
        Leercasus.objects.create(
            organisatie_id=persoon.organisatie_id,
            titel="Verzonnen",
            verhaal="Een verzonnen verhaal.",
            status=status,
            verklaard_verzonnen=True,
            gemaakt_op=klok.nu(),
            gemaakt_door=persoon,
            gedeeld_op=klok.nu() if status == "gedeeld" else None,
        )


def _zorg(cast: Cast) -> None:
    """A traject with everything in it, at the zorgpunt."""
    zoe, vandaag, nu = als(cast.zoe), klok.vandaag(), klok.nu()
    traject_ = traject(zoe, client=client(identiteit={"naam": "Sanne Voorbeeld", "geboortedatum": "1991-02-03"}))
    _loop(traject_, cast)
    bed = plek(zoe, voorziening(zoe))
    stay = Plaatsing.objects.create(
        traject=traject_,
        plek=bed,
        van=vandaag,
        tot=vandaag + timedelta(days=2),
        gereserveerd_op=nu,
        gereserveerd_door=cast.zoe,
    )
    Nacht.objects.create(plek=bed, datum=vandaag, plaatsing=stay)
    Wachtplek.objects.create(traject=traject_, soort=Opvangsoort.REGULIER, sinds=vandaag, urgentie="URG-HOOG")
    Kwaliteitscheck.objects.create(
        voorziening=bed.voorziening, criterium="Slot op de deur", voldoet="ja", gecontroleerd_op=vandaag, bron="Bezoek"
    )
    Aanbodstand.objects.get_or_create(
        voorziening=bed.voorziening,
        defaults={
            "organisatie": cast.zorg,
            "soort": bed.voorziening.soort,
            "nacht": vandaag,
            "vrij": Antwoord.JA,
            "bijgewerkt_op": nu,
        },
    )
    for organisatie in (cast.zorg, cast.zvh):
        Zorgpunt.objects.get_or_create(organisatie=organisatie, defaults={"gecontroleerd_op": vandaag})
        Adviesgesprek.objects.get_or_create(
            organisatie=organisatie, dag=vandaag, soort=Gespreksoort.ADVIES, vrager=Vrager.ZORG, defaults={"aantal": 1}
        )
    registratie(cast, van=traject_)
    hulpvraag(cast, van=traject_)


def _loop(traject_: Traject, cast: Cast) -> None:
    vandaag, nu = klok.vandaag(), klok.nu()
    Trajectbron.objects.create(traject=traject_, uit_dossier=uuid.uuid4())
    Trajectstuk.objects.create(traject=traject_, soort=Stuksoort.CONTACT, op=nu, dag=vandaag, door=cast.zoe)
    Zorgdoel.objects.create(traject=traject_, leefgebied="wonen", gemaakt_op=nu)
    Bedenktijd.objects.create(
        traject=traject_,
        regime="BT-STANDAARD",
        dublin=False,
        begin=vandaag,
        eindigt_op=vandaag + timedelta(days=90),
        verleend_door=Verlener.POLITIE,
    )
    zara = medewerker("zara-rij", cast.zorg)
    Overdracht.objects.create(traject=traject_, naar_medewerker=zara, op=nu, door=cast.zoe)
