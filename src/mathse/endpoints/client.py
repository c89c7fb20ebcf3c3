"""One call: reserved, sent, checked, settled; repeated while that can help.

The official SDK speaks the protocol. Its own retries are off: each attempt here is reserved before it
is sent and settled after, and a refusal slows down everybody, not one call.
"""

import asyncio
import json
import random
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mathse.endpoints import faults, sdk
from mathse.endpoints.bounds import Bounds
from mathse.endpoints.call import Answered, Call, plain
from mathse.endpoints.keys import key_from, redacted
from mathse.endpoints.options import Dialect, Line
from mathse.endpoints.pace import Closed, Pace
from mathse.endpoints.paying import Paying
from mathse.endpoints.reply import Choice, Malformed, Reply, decoded, read
from mathse.endpoints.tally import Tally
from mathse.errors import BudgetExceeded, EndpointError
from mathse.prices import FREE, Price, cost
from mathse.roles import Context
from mathse.rows import Usage

LONGEST_WAIT = 60.0  # seconds between two attempts, beside what the server asks for
LEAST_WAIT = 0.05  # up to so long after a first refusal, whatever the server and the recipe say
UNSAID = 1.0  # seconds after a refusal that names no time
LOUD = 5.0  # a longer wait is told to the person
HOPELESS = 20  # units failed on end, none answered: the endpoint is down, not the units


class Client:
    """One model at one endpoint. Made and used inside an event loop."""

    def __init__(self, model: str, *, dialect: Dialect, line: Line, context: Context) -> None:
        self.model, self.dialect, self.line = model, dialect, line
        self.price: Price = context.prices.get(model, FREE)
        self.bounds = Bounds(self.price)
        self.log, self.say = context.log, context.say
        self.key = key_from(line.key_env)
        self.where = f"{line.base_url} ({model})"
        self.pace = Pace(line.concurrency)
        self.paying = Paying(context.purse, threads=min(32, line.concurrency))
        self.structured = dialect.structured
        self.takes_n = dialect.paths_per_call > 1
        self.names_usage = True  # until an answer does not
        self.failed_on_end = 0
        self.rejected = 0
        self.answered = False  # any call of this stage
        self.tally = Tally()
        self.served = ""
        self.sdk = sdk.client(self.key, line)

    async def ask(self, call: Call) -> Answered:
        """The answer, after as many attempts as the recipe allows. Raises EndpointError, Closed."""
        usage, waited, tried, refused = Usage(), 0.0, 0, 0
        while True:
            outcome, used, rested = await self._attempt(call)
            usage += used
            waited += rested
            if isinstance(outcome, Reply):
                self.failed_on_end, self.answered = 0, True
                self._note_version(outcome.served)
                return Answered(outcome.choices, usage, outcome.served)
            if isinstance(outcome, faults.Filtered):
                return Answered((Choice("", "filtered", "content_filter"),) * call.paths, usage)
            if isinstance(outcome, faults.Rejected):
                if call.schema is not None and self._wants_no_schema(outcome):
                    call = replace(call, schema=None)
                    continue
                await self._rejected(call)
                return Answered((), usage, failure=outcome.reason, rejected=True)
            if isinstance(outcome, faults.Refused):
                # However short a time the server names, each refusal of a unit doubles its own.
                refused += 1
                wait = _after(outcome) + self._backoff(refused, least=LEAST_WAIT)
                if waited + wait > self.line.patience_seconds:
                    return self._failed(outcome.reason, usage)
                waited += await self.pace.rest(wait)
            else:
                tried += 1
                if tried > self.line.retries:
                    return self._failed(outcome.reason, usage)
                await self.pace.rest(self._backoff(tried))

    def takes_no_n(self, said: str) -> None:
        """The server gives one path where several are asked for: from now on each has its call."""
        if self.takes_n:
            self.takes_n = False
            self.log(f"{self.where}: {said}, so each path is asked for singly")

    async def stop(self) -> None:
        """Sends nothing more; calls in flight go on."""
        await self.pace.close()
        await self.paying.close()

    async def close(self) -> None:
        """Closes the connections."""
        self.paying.end()
        await self.sdk.close()

    async def _attempt(self, call: Call) -> tuple[Reply | faults.Trouble, Usage, float]:
        """One attempt: what came, what it cost, and the seconds that it was held back before."""
        async with self.pace.slot() as slot:
            body = self._body(call)
            bound = self._bound(call, body)
            ticket = await self._reserve(bound)
            try:
                outcome, used = await self._send(call, body)
                if isinstance(outcome, faults.Refused):
                    self._hold(outcome, sent=slot.sent)
            except EndpointError:
                await self.paying.settle(ticket, Usage(calls=1))  # nobody charges for a refusal
                raise
            if isinstance(outcome, Reply):
                self.pace.succeeded()
                if used is None and self.names_usage:
                    self.names_usage = False
                    self.log(f"{self.where}: an answer names no usage: it is charged at its bound")
            fault = outcome.reason if isinstance(outcome, faults.Fault) else None
            self.tally.add(fault)
            paid = cost(used, self.price) if used is not None else bound
            for said in self.bounds.learn(paid, bound, paths=call.paths):
                self.log(f"{self.where}: {said}")
            await self.paying.settle(ticket, paid)
        return outcome, paid, slot.rested

    async def _reserve(self, bound: Usage) -> int:
        """A ticket; see Paying.reserve. At the budget's end it says which failures ate it, if any."""
        try:
            return await self.paying.reserve(bound)
        except BudgetExceeded as error:
            failed = self.tally.words()
            if not failed:
                raise
            raise BudgetExceeded(f"{error} ({self.where}: {failed})") from None

    async def _send(
        self, call: Call, body: Mapping[str, Any]
    ) -> tuple[Reply | faults.Trouble, Usage | None]:
        """What came, and what was used; None: not known, so it counts as the most it can be."""
        import openai

        try:
            async with asyncio.timeout(self.line.timeout_seconds):
                # Not `chat.completions.create`: its walk through the typed request is a tenth of a
                # call's CPU time, and its answer is not checked.
                # As bytes: some servers send JSON under another Content-Type.
                raw = await self.sdk.post("/chat/completions", cast_to=bytes, body=body)
            reply = read(
                decoded(raw),
                asked=self.model,
                also=self.dialect.served,
                images=len(call.pixels),
            )
            return reply, reply.used
        except openai.APIStatusError as error:
            try:
                trouble = faults.of_status(error, where=self.where)
            except EndpointError as fatal:
                raise EndpointError(redacted(str(fatal), self.key)) from None
            charged = isinstance(trouble, faults.Fault)
            return self._clean(trouble), None if charged else Usage(calls=1)
        except Malformed as error:
            return self._clean(faults.Fault(str(error))), error.used
        except openai.APIConnectionError as error:
            if sdk.unsent(error):
                return self._clean(faults.Fault(f"no connection: {sdk.words(error)}")), Usage()
            if isinstance(error, openai.APITimeoutError):
                return faults.Fault(f"no answer in {self.line.timeout_seconds:g} s"), None
            return self._clean(faults.Fault(f"connection: {sdk.words(error)}")), None
        except TimeoutError:
            return faults.Fault(f"no answer in {self.line.timeout_seconds:g} s"), None
        except (openai.APIError, ValueError, RecursionError) as error:
            return self._clean(faults.Fault(f"unreadable answer: {error}")), None

    def _body(self, call: Call) -> dict[str, Any]:
        """The request's fields; what the dialect omits is not sent."""
        fields: dict[str, Any] = {
            "model": self.model,
            "messages": call.messages,
            self.dialect.token_limit: call.max_tokens,
            "temperature": call.temperature,
            "top_p": call.top_p,
            "seed": call.seed % 2**31,  # some servers take no larger numbers
        }
        if call.paths > 1:
            fields["n"] = call.paths
        if call.schema is not None and self.structured:
            fields["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": call.schema},
            }
        fields = {name: value for name, value in fields.items() if name not in self.dialect.omit}
        return {**fields, **self.dialect.body}

    def _bound(self, call: Call, body: Mapping[str, Any]) -> Usage:
        # A schema and a dialect's own fields may stand in the prompt as well.
        named = ("response_format", *self.dialect.body)
        more = len(json.dumps({name: body[name] for name in named if name in body}))
        return self.bounds.of(
            text_bytes=call.text_bytes + more,
            pixels=call.pixels,
            max_tokens=call.max_tokens,
            paths=call.paths,
        )

    def _wants_no_schema(self, rejected: faults.Rejected) -> bool:
        """Whether the request was rejected for its schema; then no later one has one."""
        named = f"{rejected.field} {rejected.reason}".lower()
        if not any(word in named for word in ("response_format", "json_schema", "guided")):
            return False
        if self.structured:
            self.structured = False
            self.log(f"{self.where}: no structured output here, so JSON is asked for in words")
        return True

    def _note_version(self, served: str) -> None:
        """A hosted name can lead to another version from one call to the next: then that is said."""
        if served != self.served:
            if self.served:
                self.log(f'{self.where}: answers come from "{served}", before from "{self.served}"')
            self.served = served

    def _failed(self, reason: str, usage: Usage) -> Answered:
        self.failed_on_end += 1
        if self.failed_on_end >= HOPELESS:
            raise EndpointError(
                f"{self.where} answered none of the last {HOPELESS} units: {reason};"
                " run the same command to go on"
            )
        return Answered((), usage, failure=reason)

    async def _rejected(self, call: Call) -> None:
        """Raises EndpointError where nothing was answered yet and a plain call is rejected as well.

        Where that is answered the units are at fault, however many, and `run.tolerance` decides.
        """
        self.rejected += 1
        if self.answered or self.rejected % HOPELESS:
            return
        answered = await self.ask(plain(call))
        if answered.rejected:
            raise EndpointError(
                f"{self.where} rejects every request, a plain one too: {answered.failure}; see"
                " dialect.omit, dialect.body and dialect.token_limit"
            )

    def _hold(self, refused: faults.Refused, *, sent: float) -> None:
        """Everybody waits as the server asks. Raises EndpointError for a wait above all patience."""
        wait, patience = _after(refused), self.line.patience_seconds
        if wait > patience:
            raise EndpointError(
                f"{self.where} asks to wait {in_words(wait)} ({refused.reason}), which is more than"
                f" patience_seconds = {patience:g}: run the same command later to go on"
            )
        if wait >= LOUD and time.monotonic() + wait - self.pace.not_before >= LOUD:
            self.say(f"{self.where} asks to wait {in_words(wait)}: nothing is sent until then")
        jitter = self._backoff(1, least=LEAST_WAIT)
        self.pace.refused(sent=sent, wait_seconds=wait + jitter)

    def _backoff(self, times: int, *, least: float = 0.0) -> float:
        """Seconds: up to twice as long each time, at random."""
        # Jitter keeps calls that failed together from coming back together; it decides no row.
        first = max(least, self.line.backoff_seconds)
        longest = min(LONGEST_WAIT, first * 2.0 ** min(times - 1, 64))
        return random.uniform(longest / 10, longest)

    def _clean(self, trouble: faults.Trouble) -> faults.Trouble:
        return replace(trouble, reason=redacted(trouble.reason, self.key))


def _after(refused: faults.Refused) -> float:
    return UNSAID if refused.after_seconds is None else refused.after_seconds


def in_words(seconds: float) -> str:
    """ "24 h", "3 min", "7 s"."""
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds:.3g} s"


__all__ = ["Client", "Closed"]
