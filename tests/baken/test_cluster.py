"""The PostgreSQL of the tests: our own, with the roles of production, no network, gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from gereedschap.cluster import BEHEER, DATABASE, PROEFROL, TOEPASSING, Cluster, programmamap


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    if programmamap() is None:
        pytest.skip("geen PostgreSQL op deze machine (zie ./baken test)")
    with Cluster() as gestart:
        yield gestart


def _verbind(cluster: Cluster, rol: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(host=str(cluster.map), user=rol, dbname=DATABASE, autocommit=True)


def test_the_role_of_the_tests_sees_every_row_and_rules_nothing(cluster: Cluster) -> None:
    vraag = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
    with _verbind(cluster, PROEFROL) as verbinding:
        assert verbinding.execute(vraag).fetchone() == (False, True, False, True)


def test_the_role_of_the_product_is_an_ordinary_one(cluster: Cluster) -> None:
    vraag = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
    with _verbind(cluster, TOEPASSING) as verbinding:
        assert verbinding.execute(vraag).fetchone() == (False, False, False, False)


def test_row_security_holds_for_the_role_that_owns_the_table(cluster: Cluster) -> None:
    with _verbind(cluster, PROEFROL) as verbinding:
        verbinding.execute("SET ROLE baken_eigenaar")
        verbinding.execute("CREATE TABLE rij (wie text)")
        verbinding.execute("INSERT INTO rij VALUES ('a'), ('b')")
        verbinding.execute("ALTER TABLE rij ENABLE ROW LEVEL SECURITY")
        verbinding.execute("ALTER TABLE rij FORCE ROW LEVEL SECURITY")
        verbinding.execute("CREATE POLICY eigen ON rij USING (wie = 'a')")
        assert verbinding.execute("SELECT wie FROM rij").fetchall() == [("a",)]


def test_the_server_listens_on_its_socket_only(cluster: Cluster) -> None:
    with _verbind(cluster, BEHEER) as verbinding:
        assert verbinding.execute("SHOW listen_addresses").fetchone() == ("",)


def test_nothing_is_left_after_the_tests() -> None:
    if programmamap() is None:
        pytest.skip("geen PostgreSQL op deze machine (zie ./baken test)")
    with Cluster() as gestart:
        map_ = gestart.map
        assert map_.exists()
    assert not map_.exists()
