"""One stage in its own process (or several): memory really returns, an exit status is checked, no torch here.

job.py     what a worker is told to do, and the messages between driver and worker
stream.py  the driver's side: requests out, answers in, as one iterator; light leaves without a process
child.py   the worker's side: builds the leaf, pulls requests, ends when the driver does
sharing.py one stage for several workers: requests, cores and GPUs of each
process.py a worker's process: started, spoken to, why it ended
starting.py how a process is started
nursery.py workers forked from a process that has imported what they need: the driver's side
home.py    that process
memory.py  was a process killed by the system for memory?
"""

from mathse.worker.job import Hooks, Job
from mathse.worker.nursery import Nursery
from mathse.worker.sharing import ALONE, shares
from mathse.worker.stream import TICK, Tick, run

__all__ = ["ALONE", "TICK", "Hooks", "Job", "Nursery", "Tick", "run", "shares"]
