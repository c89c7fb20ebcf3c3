"""OpenAI-compatible servers: how they are asked, paced, paid, and where a recipe says so, started.

Policies and judges stand on this, so it imports none of them.

options.py     the tables of a recipe: what is asked for, and where and how fast
keys.py        secrets: from the environment only, and out of every message
images.py      image files -> inline parts within a stated number of pixels
reply.py       what a server answers, checked: paths, tokens, and whose answer it is
faults.py      what can go wrong with a call, and what it means: wait, try again, give up, stop
pace.py        how many calls are in flight: less after a refusal, then slowly more
bounds.py      the most that a call can cost, raised where an answer cost more
client.py      one call with its reservation and its retries, on the official SDK
ask.py         several paths at once; JSON answers with one repair request
stream.py      the synchronous stream of roles.py over many calls in flight
engine.py      a server that mathse starts, checks and ends
keeper.py      the small process that ends an engine with whoever started it
strays.py      ends what is left of an engine whose keeper was killed
merge.py       adapters -> merged weights, for engines that would ignore a part of them
parity.py      the same greedy prompts through `transformers` and through the engine
probe.py       `mathse ping`: what an endpoint can do, before a run is paid
"""
