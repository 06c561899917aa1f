"""The tables without row security, each with its reason; every other table must have it (check baken.E014)."""

from __future__ import annotations

from django.db import connection

_AANMELDEN = "signing in comes before an organisation is known"
_FEITEN = "facts for everyone; no person"
_JOURNAAL = "sealed over all organisations together; ids and codes, no content"
ZONDER_BELEID: dict[str, str] = {
    "account_emailaddress": _AANMELDEN,
    "account_emailconfirmation": _AANMELDEN,
    "auth_group": "of Django; unused and empty",
    "auth_group_permissions": "of Django; unused and empty",
    "auth_permission": "of Django; names of models",
    "django_content_type": "of Django; names of models",
    "django_migrations": "which migrations ran",
    "django_session": _AANMELDEN,
    "django_tasks_database_dbtaskresult": "the queue: names of tasks and ids only",
    "dossiers_noodmisser": "counted outside a context, before any dossier: an id, a day, a number",
    "kern_bewaarregel": "periods; no person but who confirmed",
    "kern_cursor": "how far a consumer of the journaal is",
    "kern_journaalinhoud": _JOURNAAL,
    "kern_journaalregel": _JOURNAAL,
    "kern_ritme": "when a task last ran",
    "kern_vernietigingsvoornemen": "what the night announced: ids and days",
    "kern_vervallensegment": _JOURNAAL,
    "kern_zegel": _JOURNAAL,
    "kern_zegelregel": _JOURNAAL,
    "keten_afspraak": "who agreed with whom; no person, and the gate asks both sides",
    "keten_afspraakpartij": "who agreed with whom; no person, and the gate asks both sides",
    "keten_grondslag": _FEITEN,
    "keten_ketentaak": "what an organisation does in the chain; no person, and the whole region reads it",
    "mfa_authenticator": _AANMELDEN,
    "organisaties_aanstelling": "who may do what is asked before a context can be set",
    "organisaties_contactpunt": "the public meldroute shows it",
    "organisaties_medewerker": _AANMELDEN,
    "organisaties_organisatie": "the public meldroute shows it",
    "organisaties_regio": _FEITEN,
    "organisaties_regiolid": _FEITEN,
    "referentie_bron": _FEITEN,
    "referentie_deel": _FEITEN,
    "referentie_feit": _FEITEN,
    "referentie_gemeente": _FEITEN,
    "referentie_geslacht": _FEITEN,
    "referentie_indicator": _FEITEN,
    "referentie_leeftijdsgroep": _FEITEN,
    "referentie_meldcodesector": _FEITEN,
    "referentie_nationaliteit": _FEITEN,
    "referentie_risicofactor": _FEITEN,
    "referentie_sector": _FEITEN,
    "referentie_vorm": _FEITEN,
    "signalen_misser": "counted outside a context: a minute and a number, over all visitors together",
    "socialaccount_socialaccount": _AANMELDEN,
    "socialaccount_socialapp": _AANMELDEN,
    "socialaccount_socialtoken": _AANMELDEN,
    "web_teller": "misses per keyed name; no person",
}
_TABELLEN = """
    SELECT c.relname, count(p.oid) FILTER (WHERE p.polcmd IN ('*', 'r')) > 0
        AND count(p.oid) FILTER (WHERE p.polcmd IN ('*', 'a')) > 0
        AND count(p.oid) FILTER (WHERE p.polcmd IN ('*', 'w')) > 0
        AND count(p.oid) FILTER (WHERE p.polcmd IN ('*', 'd')) > 0
        AND c.relrowsecurity AND c.relforcerowsecurity
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_policy p ON p.polrelid = c.oid
    WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema()
    GROUP BY c.oid, c.relname ORDER BY 1
"""


def tabellen() -> dict[str, bool]:
    """Return every table of the database, and whether it has row security, FORCE and a policy for each command.

    Empty on another database than PostgreSQL.
    """
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_TABELLEN)
        return dict(cursor.fetchall())


def onbeschermd() -> list[str]:
    """Return the tables of the database that should have row security and do not have all of it; none on SQLite."""
    return [tabel for tabel, goed in tabellen().items() if not goed and tabel not in ZONDER_BELEID]
