"""Throughput and memory of calls over HTTP, against the tests' own server on this machine.

    python benchmarks/endpoints.py             # 64 calls in flight at 1 s latency; memory over 50,000 calls
    python benchmarks/endpoints.py --calls 5000

The server keeps its own books: `mean in flight` is what *it* saw, over the whole run and after the slow
start. Memory is this process's resident size, read every 1,000 answers.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "endpoints"))

from serving import serving
from tasks import Coins, context, solves

from mathse.endpoints.options import Line
from mathse.policies import openai_chat
from mathse.prices import Cap, Price
from mathse.recipe import Use
from mathse.roles import Answer, Failed
from mathse.store import Store
from mathse.store.budget import Budget
from mathse.worker import Hooks, Job, run


def main() -> None:
    """Both measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=50_000, help="of the memory measurement")
    parser.add_argument("--seconds", type=int, default=60, help="of the throughput measurement")
    arguments = parser.parse_args()
    print("the policy alone, without a budget")
    throughput(arguments.seconds, answers)
    print("in a worker, each call reserved by the driver and synced to disk")
    throughput(arguments.seconds, worker_answers)
    memory(arguments.calls)


def throughput(seconds: int, how: Callable[[str, int, int], Iterator[Answer]]) -> None:
    """64 calls in flight to a server that takes a second for each."""
    calls = 64 * seconds
    with serving("--latency", "1.0") as server:
        began, cpu = time.monotonic(), cpu_seconds()
        steady: tuple[float, float] | None = None
        for count, answer in enumerate(how(server.base_url, calls, 64)):
            assert not isinstance(answer.result, Failed)
            if count == 640:  # ten seconds in: the slow start is over
                steady = busy(server.books())
            if count == calls - 128:
                whole = busy(server.books())
        took = time.monotonic() - began
        books = server.books()
    assert steady is not None
    mean = (whole[0] - steady[0]) / (whole[1] - steady[1])
    print(f"{calls} calls in {took:.1f} s: {calls / took:.1f} a second, 64 asked for")
    print(f"in flight, as the server saw it: {mean:.1f} on average after the slow start,")
    print(f"  {books['mean_in_flight']:.1f} over the whole run, {books['most_in_flight']} at most")
    print(f"CPU of this process: {(cpu_seconds() - cpu) / calls * 1000:.2f} ms a call")


def memory(calls: int) -> None:
    """Resident memory while many fast calls go through, each reserved and settled."""
    with serving() as server:
        began, sizes = time.monotonic(), []
        for count, answer in enumerate(answers(server.base_url, calls, 64, Coins())):
            assert not isinstance(answer.result, Failed)
            if count % 1000 == 0:
                sizes.append(resident())
        took = time.monotonic() - began
    warm = sizes[len(sizes) // 10]
    print(f"{calls} calls in {took:.1f} s: {calls / took:.0f} a second")
    print(
        f"memory: {warm:.1f} MB after a tenth, {sizes[-1]:.1f} MB at the end, {max(sizes):.1f} at most"
    )


def answers(url: str, calls: int, concurrency: int, purse: Coins | None = None) -> Iterator[Answer]:
    """The policy's answers."""
    line = Line(base_url=url, key_env="", concurrency=concurrency, timeout_seconds=60.0)
    settings = openai_chat.Settings(model="sums-1")
    policy = openai_chat.PLUGIN.build(settings, line, context(purse))
    found: Iterator[Answer] = policy.write(solves(calls))
    return found


def worker_answers(url: str, calls: int, concurrency: int) -> Iterator[Answer]:
    """The same through a worker process and the driver's budget, as in a run."""
    speed = {"base_url": url, "key_env": "", "concurrency": concurrency, "timeout_seconds": 60.0}
    use = Use("openai", {"model": "sums-1"}, speed)
    prices = {"sums-1": Price(tokens_in=2.5, tokens_out=10.0)}
    job = Job("benchmark", "write", "policy", use, light=False, prices=prices)
    with TemporaryDirectory() as folder, Store(Path(folder)) as store:
        with store.transaction() as db:
            db.execute("INSERT INTO load (id, key, json) VALUES (1, x'00', '{}')")
            db.execute("INSERT INTO run (id, name, recipe, load) VALUES (1, 'run', '', 1)")
        budget = Budget(store, run=1, cap=Cap(money=1e6))
        hooks = Hooks(log=print, say=print, progress=lambda *_: None, purse=budget)
        for answer in run(job, solves(calls), hooks, lock=store.lock, inline=False):
            if isinstance(answer, Answer):
                yield answer


def busy(books: dict[str, float]) -> tuple[float, float]:
    """(calls in flight integrated over time, until when)."""
    return books["busy_seconds"], books["changed"]


def resident() -> float:
    """Megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def cpu_seconds() -> float:
    """Of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
