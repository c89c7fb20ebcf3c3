-- The recording. A row is never derived again and, once here, never paid for again.
-- Tables only grow; what changes is the progress of the run that is going (run_stage, stage).
PRAGMA application_id = 1297435717;          -- "MatE"
PRAGMA user_version = 2;

CREATE TABLE recipe (                        -- how rows came about
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,                -- digest of verb, VERSION, parameters, seed, model, prompts
    verb TEXT NOT NULL,
    json TEXT NOT NULL                       -- the same, readable
) STRICT;

CREATE TABLE problem (
    id BLOB PRIMARY KEY,                     -- digest of question, options, gold, images
    json TEXT NOT NULL,                      -- question, options, gold, group, source, solution, meta
    images TEXT NOT NULL                     -- JSON list of file names in images/
) STRICT, WITHOUT ROWID;

CREATE TABLE row (                           -- a path, a verdict or an annotation
    id INTEGER PRIMARY KEY,
    recipe INTEGER NOT NULL REFERENCES recipe,
    unit BLOB NOT NULL,                      -- which input: (problem, index), or a path's content
    problem BLOB NOT NULL REFERENCES problem,
    parent INTEGER REFERENCES row,           -- the path that a verdict or a repair is about
    sample INTEGER NOT NULL,                 -- 0 .. n-1
    status TEXT NOT NULL,                    -- finished, cut_off, filtered | correct, incorrect, ...
    text TEXT NOT NULL,
    content BLOB NOT NULL,                   -- digest of what a trainer would see
    json TEXT NOT NULL,                      -- the rest: error step, analysis, notes
    calls INTEGER NOT NULL,
    tokens_in INTEGER NOT NULL,
    tokens_cached INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL,
    images INTEGER NOT NULL,
    money REAL NOT NULL,
    UNIQUE (recipe, unit)
) STRICT;

CREATE TABLE failure (                       -- a unit that could not be done; it stays owed
    recipe INTEGER NOT NULL REFERENCES recipe,
    unit BLOB NOT NULL,
    attempt INTEGER NOT NULL,
    boundary TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (recipe, unit, attempt)
) STRICT, WITHOUT ROWID;

CREATE TABLE model (
    digest TEXT PRIMARY KEY,
    recipe INTEGER REFERENCES recipe,        -- NULL: a base model that a person brought
    input BLOB,                              -- digest of the table it was trained on
    path TEXT NOT NULL,                      -- under models/, or where a base model lies
    json TEXT NOT NULL                       -- rows, dropped, steps, loss curve
) STRICT, WITHOUT ROWID;

CREATE TABLE training (                      -- (recipe, input) -> model; one model may come twice
    recipe INTEGER NOT NULL REFERENCES recipe,
    input BLOB NOT NULL,
    model TEXT NOT NULL REFERENCES model,
    seconds REAL NOT NULL,
    PRIMARY KEY (recipe, input)
) STRICT, WITHOUT ROWID;

CREATE TABLE stage (                         -- committed once `output` is set: its members never change
    id INTEGER PRIMARY KEY,
    recipe INTEGER NOT NULL REFERENCES recipe,
    units BLOB NOT NULL,                     -- digest of the units asked for, in order
    output BLOB,                             -- digest of its members' rows, in order; NULL: not yet
    failed INTEGER NOT NULL,                 -- units left out, within the recipe's tolerance
    seconds REAL NOT NULL,                   -- spent on it, over all starts
    UNIQUE (recipe, units)
) STRICT;

CREATE TABLE member (
    stage INTEGER NOT NULL REFERENCES stage,
    position INTEGER NOT NULL,
    row INTEGER NOT NULL REFERENCES row,
    PRIMARY KEY (stage, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_row ON member (row);
CREATE INDEX row_content ON row (content);
CREATE INDEX row_problem ON row (problem);

CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,               -- the run's folder
    recipe TEXT NOT NULL,                    -- resolved, TOML
    load INTEGER NOT NULL REFERENCES load
) STRICT;

CREATE TABLE run_stage (                     -- what a run did or found done, in order
    run INTEGER NOT NULL REFERENCES run,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,                      -- "round_1.sample"
    stage INTEGER NOT NULL REFERENCES stage,
    units INTEGER NOT NULL,
    done INTEGER NOT NULL,                   -- units with a row (of a training: 0 or 1)
    PRIMARY KEY (run, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE load (                          -- one reading of a source
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,                -- source, settings, path, sizes and times of its files
    json TEXT NOT NULL                       -- rows read, left out and why
) STRICT;

CREATE TABLE load_member (
    load INTEGER NOT NULL REFERENCES load,
    position INTEGER NOT NULL,
    problem BLOB NOT NULL REFERENCES problem,
    split TEXT NOT NULL,                     -- seed, remain, dev, test
    PRIMARY KEY (load, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE reservation (                   -- committed before a paid call
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run,
    calls INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    money REAL NOT NULL,
    settled INTEGER NOT NULL                 -- 0: may or may not have been sent; counts as spent
                                             -- 1: by usage; 2: at its most, for no usage was said
) STRICT;

CREATE TABLE seal (                          -- what each table should hold: store/seal.py
    name TEXT PRIMARY KEY,                   -- the table
    sum BLOB NOT NULL                        -- of its rows' digests, modulo 2^256
) STRICT, WITHOUT ROWID;
INSERT INTO seal SELECT name, zeroblob(32) FROM sqlite_master WHERE type = 'table' AND name != 'seal';
