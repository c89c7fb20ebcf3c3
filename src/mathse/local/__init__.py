"""A `transformers` model on this machine: load it, put prompts into tensors, let it write.

Policies, judges and trainers stand on this, so it imports none of them.

load.py     a model folder -> model, processor, tokenizer, where it runs and in which precision
inputs.py   conversations with images -> the processor's tensors
rows.py     examples -> training rows: what is read, what is learnt, how long it is
features.py the vision tower's answers, kept where the tower does not learn
batches.py  training rows -> tensors
draw.py     the next token, decided by the unit's own seed and by nothing else in its batch
slots.py    keys and values of many paths: a prompt's once, tokens in place, freed rows re-used
shared.py   attention over a prompt, once for all of its paths, and over each path's own tokens
decode.py   the sampling loop: each prompt and its images are read once for all of its paths
running.py  the paths being written at this moment
parity.py   is that loop right for this model? asked once at start-up
generate.py model.generate, for models that it is not right for
parts.py    which part of a model is its eye
schedule.py which rows make up each optimiser step
"""
