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
# The tables of checksums are written by triggers, and compared with the views beside them (`row_checksums`).
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

ADDED_IN_VERSION_4 = """
CREATE TABLE article_checksums (
    article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    checksum   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER checksum_of_new_article AFTER INSERT ON articles
BEGIN INSERT INTO article_checksums SELECT id, checksum FROM articles_summed WHERE id = new.id; END;
CREATE TRIGGER checksum_of_changed_article
AFTER UPDATE OF version, title, language, url, source, author, published ON articles
BEGIN UPDATE article_checksums SET checksum = (SELECT checksum FROM articles_summed WHERE id = new.id)
WHERE article_id = new.id; END;
CREATE VIEW articles_summed AS
SELECT id, row_checksum(id, version, title, language, url, source, author, published) AS checksum FROM articles;

CREATE TABLE chunk_checksums (
    chunk_id  INTEGER PRIMARY KEY REFERENCES chunks (id) ON DELETE CASCADE,
    place     INTEGER NOT NULL,
    embedding INTEGER NOT NULL
);
CREATE TRIGGER checksums_of_chunk AFTER INSERT ON embeddings
BEGIN INSERT INTO chunk_checksums SELECT * FROM chunks_summed WHERE id = new.chunk_id; END;
CREATE VIEW chunks_summed AS
SELECT id, row_checksum(article_id, version, ordinal, start, "end") AS place, row_checksum(vector) AS embedding
FROM chunks JOIN embeddings ON chunk_id = id;

CREATE TABLE tombstone_checksums (
    version    TEXT NOT NULL,
    article_id TEXT NOT NULL,
    checksum   INTEGER NOT NULL,
    PRIMARY KEY (version, article_id)
) WITHOUT ROWID;
CREATE TRIGGER checksum_of_tombstone AFTER INSERT ON tombstones
BEGIN INSERT OR REPLACE INTO tombstone_checksums
SELECT * FROM tombstones_summed WHERE version = new.version AND article_id = new.article_id; END;
CREATE VIEW tombstones_summed AS
SELECT version, article_id, row_checksum(version, article_id, deleted_at) AS checksum FROM tombstones;
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
    + ADDED_IN_VERSION_4
)
