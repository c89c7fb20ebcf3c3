"""Units in sentences and outside of boxes: another one is wrong, a converted one is right, a missing one is fine."""

from cases import Case, table

CASES: list[Case] = [
    *table(
        gold="5 km",
        correct=(
            "The rope is 5 km long.",
            "It is 5000 m away.",
            "It is 5000 m from the school.",
            "The rope is 5000 m long.",
            "He ran 5000 m.",
            "\\boxed{5000} m",
            "\\boxed{5}\\text{ km}",
            "**5** km",
            "$5$ km long",
            "The answer is $\\boxed{5}$.",
            "He walks 5.",
            "The total is 5 in all.",
        ),
        incorrect=(
            "The rope is 5 m long.",
            "It is 5 m away.",
            "It is 5 m tall.",
            "It is 5 m wide.",
            "He ran 5 m.",
            "He ran 5 m yesterday.",
            "The rope is five m long.",
            "The length is 5 m in total.",
            "So they need 5 L of paint.",
            "It weighs 5 g.",
            "Answer: 5 m of rope.",
            "\\boxed{5} m",
            "\\boxed{5}\\text{ m}",
            "$\\boxed{5}\\,\\mathrm{m}$",
            "$\\boxed{5}$ m",
            "\\boxed{x = 5} m",
            "**5** m",
            "$5$ m long",
            "The rope is $5\\,\\mathrm{m}$ long.",
            "It moves 5 m per second.",
            "It is 5 in long.",
        ),
    ),
    *table(
        gold="3 kg",
        correct=("She bought 3000 g of sugar.", "\\boxed{3000} grams"),
        incorrect=("She bought 3 g of sugar.", "\\boxed{3} grams", "It takes 3 t of steel."),
    ),
    *table(
        gold="5 hours",
        correct=("It takes 5 h to get there.", "It takes 300 min to fall.", "\\boxed{300} minutes"),
        incorrect=("It takes 5 s to fall.", "It takes 5 m to fall.", "\\boxed{5} minutes"),
    ),
    *table(
        gold="2.5 hours",
        correct=("It takes 2 hours and 30 minutes.", "2 hours and 30 minutes", "150 minutes"),
        incorrect=("It takes 2 hours and 50 minutes.", "It takes 2.5 minutes."),
    ),
    *table(gold="3 m; 5 cm", correct=("3 m; 5 cm",)),
    *table(
        gold="25%",
        correct=("\\boxed{25}\\%", "\\boxed{25} percent", "\\boxed{25}"),
    ),
    *table(gold="0.25", correct=("\\boxed{25}\\%",), incorrect=("\\boxed{25}",)),
    *table(
        gold="5",
        correct=(
            "\\boxed{5} m",
            "The rope is 5 m long.",
            "There are \\boxed{5} in the box.",
            "She has 5 a day.",
            "It is 5 g.",
        ),
        incorrect=("The rope is 5 M long.", "\\boxed{5}\\%"),
    ),
    *table(
        gold="60^\\circ",
        correct=("\\boxed{60}^\\circ", "\\boxed{60^\\circ}", "\\boxed{60} degrees"),
    ),
    *table(gold="5m", correct=("The answer is 5m.", "$5m$", "It is 5 m.")),
    *table(
        gold="A",
        options=("5 km", "5 m", "5 cm"),
        correct=("The rope is 5 km long.",),
        incorrect=("The rope is 5 m long.", "\\boxed{5 m}", "It is 5 cm."),
    ),
]
