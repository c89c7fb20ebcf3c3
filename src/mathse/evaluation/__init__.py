"""What a model, a run and a judge are worth: answers on problems kept for measuring, and numbers.

statistics.py   intervals and tests
answering.py    each model on the problems kept for measuring
scores.py       accuracy by family and level, pass@k, lengths
transitions.py  what a step mended and broke
judging.py      how good a judge is: the numbers
judge_card.py   ... on dev problems, beside the audit
purity.py       ... in the loop itself; how pure D_SFT is
solving.py      one question, many paths
choosing.py     one answer of many, by votes and weights
comparison.py   two runs on the same problems
spending.py     what an accepted path cost
report.py       summary.json
"""
