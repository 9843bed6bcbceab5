-- What is taken back, put off and remarked on is kept like everything else.
CREATE TABLE event_of_form_3 (
    assessment INTEGER NOT NULL REFERENCES assessment (id),
    position INTEGER NOT NULL CHECK (position >= 1),
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (
        kind IN (
            'scope', 'background', 'rating', 'answer', 'trait', 'finish', 'undo', 'later', 'note'
        )
    ),
    subject TEXT NOT NULL,
    value TEXT NOT NULL,
    detail TEXT NOT NULL CHECK (json_valid(detail)),
    PRIMARY KEY (assessment, position)
) STRICT, WITHOUT ROWID;

INSERT INTO event_of_form_3 SELECT * FROM event;
DROP TABLE event;
ALTER TABLE event_of_form_3 RENAME TO event;
