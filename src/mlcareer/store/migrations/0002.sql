-- What became of the study plan: ticks, ticks taken back, what is wanted of it, plans to keep to.
-- A log of the person, not of an assessment; nothing is changed or deleted.
CREATE TABLE plan_event (
    position INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('tick', 'untick', 'wishes', 'planned')),
    subject TEXT NOT NULL,
    detail TEXT NOT NULL CHECK (json_valid(detail))
) STRICT;
