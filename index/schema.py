"""The tables of the store, in SQL."""

# A text is kept once, under its SHA-256, however many articles carry it. `text` is NULL once it was withdrawn.
# `carriers` says which article carries or once carried which text; the present one is `articles.version`.
# `chunked` is 0 while an article waits to be cut and embedded again, after the settings changed.
# Chunk ids are never used twice (AUTOINCREMENT), so a mirror cannot take a new chunk for an old one.
# `signatures` are the texts that articles carry today, `bands` their keys of `corpus.deduplication`, and `near_copies`
# what was found with them: each pair twice, once from either side.
# `origins` says which file an article was read from last, as the bytes of its absolute path (a name need not be UTF-8);
# an article that came otherwise has none. `former_ids` are those of articles whose file was moved or renamed.
# `next_manifest`, `next_articles` and `next_chunks` are a generation in the making: all articles cut and embedded with
# other settings, beside the one that is searched, until one transaction puts it in its place.
# `changes` is what mirrors replay; `stamp` tells a log that went on from a restored copy from the one they followed.
ADDED_IN_VERSION_2 = """
CREATE INDEX articles_by_source ON articles (source);

CREATE TABLE signatures (
    id      INTEGER PRIMARY KEY,
    version TEXT NOT NULL UNIQUE REFERENCES texts (version)
);

CREATE TABLE bands (
    key          INTEGER NOT NULL,
    signature_id INTEGER NOT NULL REFERENCES signatures (id) ON DELETE CASCADE,
    PRIMARY KEY (key, signature_id)
) WITHOUT ROWID;
CREATE INDEX bands_by_signature ON bands (signature_id);

CREATE TABLE near_copies (
    version    TEXT NOT NULL REFERENCES texts (version),
    other      TEXT NOT NULL REFERENCES texts (version),
    similarity REAL NOT NULL,
    PRIMARY KEY (version, other)
) WITHOUT ROWID;
"""

ADDED_IN_VERSION_3 = """
CREATE TABLE origins (
    article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    path       BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE former_ids (
    former_id  TEXT PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX former_ids_by_article ON former_ids (article_id);

CREATE TABLE next_manifest (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE next_articles (
    article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE next_chunks (
    article_id TEXT NOT NULL REFERENCES next_articles (article_id) ON DELETE CASCADE,
    ordinal    INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    vector     BLOB NOT NULL,
    PRIMARY KEY (article_id, ordinal)
);
"""

SCHEMA = (
    """
CREATE TABLE manifest (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE texts (
    version TEXT PRIMARY KEY,
    prefix  TEXT NOT NULL AS (substr(version, 1, 16)) STORED,
    text    TEXT
);
CREATE INDEX texts_by_prefix ON texts (prefix);

CREATE TABLE articles (
    id        TEXT PRIMARY KEY,
    version   TEXT NOT NULL REFERENCES texts (version),
    title     TEXT NOT NULL,
    language  TEXT NOT NULL,
    url       TEXT,
    source    TEXT,
    author    TEXT,
    published TEXT,
    chunked   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX articles_by_version ON articles (version);
CREATE INDEX articles_by_date ON articles (published);
CREATE INDEX articles_to_chunk ON articles (id) WHERE chunked = 0;

CREATE TABLE carriers (
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    version    TEXT NOT NULL REFERENCES texts (version),
    PRIMARY KEY (article_id, version)
) WITHOUT ROWID;
CREATE INDEX carriers_by_version ON carriers (version);

CREATE TABLE tombstones (
    version    TEXT NOT NULL REFERENCES texts (version),
    article_id TEXT NOT NULL,
    deleted_at TEXT NOT NULL,
    PRIMARY KEY (version, article_id)
) WITHOUT ROWID;

CREATE TABLE chunks (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    version    TEXT NOT NULL REFERENCES texts (version),
    ordinal    INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    UNIQUE (article_id, ordinal)
);

CREATE TABLE embeddings (
    chunk_id INTEGER PRIMARY KEY REFERENCES chunks (id) ON DELETE CASCADE,
    vector   BLOB NOT NULL
);

CREATE TABLE changes (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    stamp    INTEGER NOT NULL DEFAULT (random()),
    op       TEXT NOT NULL CHECK (op IN ('add', 'remove')),
    chunk_id INTEGER NOT NULL
);
"""
    + ADDED_IN_VERSION_2
    + ADDED_IN_VERSION_3
)
