"""Every labelled answer of the tables gets its grade, whatever was graded before it."""

import random

import pytest
import table_apostrophes
import table_asked
import table_asked_for
import table_bounds
import table_called
import table_chinese
import table_chinese_more
import table_choices
import table_choices_more
import table_claimed
import table_closing
import table_counts
import table_denials
import table_enumerated
import table_exactly
import table_fifth_look
import table_formulas
import table_fourth_look
import table_lucky
import table_measures
import table_mixed
import table_mixed_more
import table_named
import table_options_read
import table_passing
import table_phrases
import table_ranks
import table_real
import table_references
import table_second_look
import table_second_thoughts
import table_sections
import table_structure
import table_styles
import table_styles_again
import table_styles_more
import table_supposed
import table_third_look
import table_third_more
import table_unfinished
import table_units
import table_unsaid
import table_values
import table_verdicts
import table_worked_out
import table_worked_out_more
from cases import Case

from mathse.grading import grade

TABLES: dict[str, list[Case]] = {
    "apostrophes": table_apostrophes.CASES,
    "asked for": table_asked_for.CASES,
    "asked": table_asked.CASES,
    "bounds": table_bounds.CASES,
    "called": table_called.CASES,
    "chinese": table_chinese.CASES,
    "chinese, more": table_chinese_more.CASES,
    "choices": table_choices.CASES,
    "choices, more": table_choices_more.CASES,
    "claimed": table_claimed.CASES,
    "closing": table_closing.CASES,
    "counts": table_counts.CASES,
    "denials": table_denials.CASES,
    "enumerated": table_enumerated.CASES,
    "exactly": table_exactly.CASES,
    "fifth look": table_fifth_look.CASES,
    "formulas": table_formulas.CASES,
    "fourth look": table_fourth_look.CASES,
    "lucky": table_lucky.CASES,
    "measures": table_measures.CASES,
    "mixed": table_mixed.CASES,
    "mixed, more": table_mixed_more.CASES,
    "named": table_named.CASES,
    "options read": table_options_read.CASES,
    "passing": table_passing.CASES,
    "phrases": table_phrases.CASES,
    "ranks": table_ranks.CASES,
    "real": table_real.CASES,
    "references": table_references.CASES,
    "second look": table_second_look.CASES,
    "sections": table_sections.CASES,
    "structure": table_structure.CASES,
    "styles": table_styles.CASES,
    "styles, more": table_styles_more.CASES,
    "styles, again": table_styles_again.CASES,
    "supposed": table_supposed.CASES,
    "third look": table_third_look.CASES,
    "third look, more": table_third_more.CASES,
    "unfinished": table_unfinished.CASES,
    "units": table_units.CASES,
    "second thoughts": table_second_thoughts.CASES,
    "unsaid": table_unsaid.CASES,
    "values": table_values.CASES,
    "verdicts": table_verdicts.CASES,
    "worked out": table_worked_out.CASES,
    "worked out, more": table_worked_out_more.CASES,
}


def outcome(case: Case) -> str:
    return grade(
        response=case.response, gold=case.gold, options=case.options, question=case.question
    ).outcome


@pytest.mark.parametrize("name", TABLES)
def test_every_answer_gets_its_grade(name: str) -> None:
    wrong = [
        f"gold {c.gold!r}, response {c.response!r}: {got}, not {c.want} {c.why}"
        for c in TABLES[name]
        if (got := outcome(c)) != c.want
    ]
    assert not wrong, f"{len(wrong)} of {len(TABLES[name])}:\n" + "\n".join(wrong)


def test_the_order_of_grading_changes_nothing() -> None:
    cases = [case for rows in TABLES.values() for case in rows]
    random.Random(1).shuffle(cases)
    assert all(outcome(case) == case.want for case in cases)
