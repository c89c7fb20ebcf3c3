"""What a label opens: a section with its steps and conclusion, an empty one, blanks one a line; and errors in place of responses."""

from cases import Case, table

_AREA = ("12", "18", "24", "36")

EMPTY: list[Case] = [
    *table(gold="$9 \\pi$", question="圆的面积为", correct=("【解析】半径为 3。\n【答案】\n<eoa>9π<eoa>", "【答案】<eoa>$9\\pi$<eoa>", "【答案】: <eoa> $9\\pi$", "所以面积为 $6\\pi$。<eoe>\n【答案】<eoa>\n$9\\pi$<eoa>\n【答案】$6\\pi$<eoa>", "所以面积为 $9\\pi$。\n【答案】\n<eoa>"), incorrect=("所以面积为 $9\\pi$。\n【答案】\n<eoa>6π<eoa>", "所以面积为 $9\\pi$。\n【答案】<eoa>$6\\pi$", "【答案】6π<eoa>9π<eoa>", "【答案】6π<eoa>\n【答案】9π<eoa>")),
    *table(gold="B", options=_AREA, correct=("【解析】面积为 24。\n【答案】<eoa>B<eoa>", "【答案】\n<eoa>\nB<eoa>"), incorrect=("【解析】面积为 18。\n【答案】<eoa>C<eoa>", "【答案】C<eoa>B<eoa>")),
    *table(gold="5", correct=("Answer: <eoa>5<eoa>", "Answer: 5</s>6</s>", "Answer: 5<eoa>6<eoa>"), incorrect=("So x = 5.\nAnswer: <eoa>6<eoa>", "Answer: 6</s>5</s>")),
]  # fmt: skip

ERRORS: list[Case] = [
    *(case for gold in ("504", "60", "429", "30") for case in table(gold=gold, no_answer=("GatewayTimeout: 504 Deadline of 60 seconds exceeded", "openai.RateLimitError: Error code: 429 - {'error': {'message': 'limit 60 / min, please retry in 30s', 'code': 504}}", "google.api_core.exceptions.DeadlineExceeded: 504 Deadline Exceeded", "RetryError: Timeout of 60.0s exceeded, last exception: 503 the service is unavailable", "APITimeoutError: Request timed out after 60 s", "Error: 504 Gateway Timeout", "Error code: 429 - too many requests, wait 30 s"))),
    *table(gold="4", correct=("The relative error: 4", "Error: 4%, so the answer is 4.", "ValueError: bad input, so I count by hand.\n\nThe answer is 4.", "Error: 4 cm"), incorrect=("The relative error: 5",)),
    *table(gold="B", options=_AREA, no_answer=("ServiceUnavailable: 503 model B is overloaded",), correct=("B: 18",)),
]  # fmt: skip

CASES: list[Case] = [*EMPTY, *ERRORS]
