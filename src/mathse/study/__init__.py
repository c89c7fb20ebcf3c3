"""A study: one recipe with several seeds, its null, its ablations, its judge's card, on one store.

settings.py  the [study] table, the [ablation] table of an ablation's file
pieces.py    what is to be done, most valuable first
doing.py     does it piece by piece; a finished piece is read back; study.json after each
loop.py      a run, a run changed by an ablation, and the null: the same rows, another training seed
runs.py      what a run answered and what it took: read from its recording
looks.py     pictures swapped, families never trained on, pass@k and diversity, `test` opened once
orm_card.py  the ORM on real paths whose truth is known, and on made-up ones
gather.py    the pieces -> study.json, every p corrected together
results.py   study.json -> docs/results.md, beside the paper's numbers (paper.py), with charts.py
"""
