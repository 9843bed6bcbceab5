-- One assessment is a log of events: what was asked and what came of it.
-- Nothing is changed or deleted; what holds now is worked out from the log.
CREATE TABLE assessment (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    role TEXT NOT NULL,
    seed INTEGER NOT NULL
) STRICT;

CREATE TABLE event (
    assessment INTEGER NOT NULL REFERENCES assessment (id),
    position INTEGER NOT NULL CHECK (position >= 1),
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (
        kind IN ('scope', 'background', 'rating', 'answer', 'trait', 'finish')
    ),
    subject TEXT NOT NULL,
    value TEXT NOT NULL,
    detail TEXT NOT NULL CHECK (json_valid(detail)),
    PRIMARY KEY (assessment, position)
) STRICT, WITHOUT ROWID;
