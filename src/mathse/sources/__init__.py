"""Sources: one short file per data set, each reading the layout that its authors publish.

    jsonl, parquet, datasets     generic, with the names of the fields as settings
    every other name             one data set; its file links the layout and quotes one row

A source yields `SourceRow` or `BadRow` in the file's order and never stops at a bad row. Shared
parts: `lines` and `items` (bounded reading of JSON), `images` (safe paths, faults by name),
`choices` (options out of a question's text), `rows` (what one published row becomes).
"""
