"""The paper's numbers (arXiv 2511.06805), in %, for its tables beside ours. MathVL-test, n = 2,000."""

STAGES = ("base", "distilled", "round_1", "round_2", "reflection")
STUDENTS: dict[str, tuple[float, ...]] = {  # Figure 2, Table 1: by STAGES
    "CogVLM2": (30.85, 55.35, 58.20, 62.35, 64.70),
    "Qwen2-VL-7B": (40.60, 48.80, 53.60, 55.15, 57.00),
    "InternVL2.5-8B": (33.20, 58.45, 63.35, 64.45, 65.13),
}
BROKEN: dict[tuple[str, str], tuple[int, int, int, int]] = {  # Figure 4, CogVLM2: right -> right,
    # wrong -> wrong, right -> wrong, wrong -> right
    ("base", "distilled"): (402, 678, 215, 705),
    ("distilled", "round_1"): (800, 529, 307, 364),
    ("round_1", "round_2"): (895, 484, 269, 352),
    ("round_2", "reflection"): (1018, 477, 229, 276),
}
TEACHER_ONLY = {"distilled": 55.35, "round_1": 54.15, "round_2": 58.00}  # Table 4, CogVLM2
SELF = {"distilled": 55.35, "round_1": 58.20, "round_2": 62.35}  # Table 4, CogVLM2
FEEDBACK = {  # Table 3, CogVLM2; "none" is the paper's round 2: no reflection at all
    "feedback_none": 62.35,
    "feedback_teacher": 64.25,
    "main": 64.70,
}
ORM = {"orm": (94.2, 100.0, 97.1), "binary": (85.4, 99.9, 92.65)}  # Table 5: +, -, overall
LOCATED = 81.0  # first wrong step exact, as the project page claims
