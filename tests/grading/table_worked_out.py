"""Working that ends without an announcement: what it repeats, what it goes on with, where it stops; labels of one line."""

from cases import Case, table

_BOX = "A box holds 24 pens. Half of the pens are red, and a third of the red pens are new. How many new red pens are there?"
_AGES = (
    "Ann is 4 times as old as Ben. In 6 years, Ann will be twice as old as Ben. How old is Ann now?"
)
_JAM = "Lea needs 20 grams of sugar for a jar of jam and 60 grams for a cake. How much sugar does she need for 5 jars of jam and 1 cake?"
_STAMPS = (
    "Omar sells 8 stamps a day for 50 cents each. How much money does he make in a 20 day month?"
)
_POOL = "It costs $2 per cubic foot to fill a pool that is 3 feet deep, 5 feet long and 4 feet wide. How much does it cost to fill?"
_LEFT = "Kim has $40. She buys a hat for $12 and a scarf for $9. How much money will Kim have left?"
_SHARED = "Max has $90 and Lou has 30 dollars more than Max. How much would each have if they shared equally?"
_TRIP = "A boat sails 20 miles north, 8 miles south and 30 miles north. How far is it from where it began?"
_TAX = "A book and a pen are bought. What is the total with tax?"

CASES: list[Case] = [
    *table(
        gold="4",
        question=_BOX,
        correct=(
            "There are 24 pens.\nHalf of the pens are red.\nThat means that there are 12 red pens.\nA third of the red pens are new.\nThat means that there are 4 new red pens.",
            "Half of the pens are red, so 12 are.\nA third of these are new: 12 / 3 = <<12/3=4>>4.\nA: 4",
            "24 / 2 = <<24/2=12.0>>12 red pens, and 12 / 3 = <<12/3=4.0>>4 new ones.\nA: 4",
            (
                "Thus, there are 12 pens in each half.\nThe new ones are 12 / 3 = 4.\nA: 4",
                "the label in the last line",
            ),
            "The answer (a whole number) is 4.",
            "The answer (without units) is 2 + 2.",
        ),
        incorrect=(
            "There are 24 pens.\nHalf of the pens are red.\nThat means that there are 8 new red pens.",
            "Thus, there are 4 pens in each row.\nA: 8",
            "Thus, 4 * 2 = <<4*2=8>>8 pens are new.\nA: 8",
            "So there are 4 red pens.\nAns: 6",
            "The answer (a whole number) is 24 / 6 = \n\n24 / 3 = \n\n8",
            "The answer is 24 / 6 =\n\n5",
            "The answer is 24 / 6\n= 6",
        ),
    ),
    *table(
        gold="1/2",
        question=_BOX,
        incorrect=(
            "There are 24 pens.\nHalf of the pens are red.\nThat means that there are 4 new red pens.",
        ),
    ),
    *table(
        gold="1/3",
        question=_BOX,
        incorrect=("A third of the red pens are new. That means that there are 4 new red pens.",),
    ),
    *table(
        gold="12",
        question=_AGES,
        correct=(
            "Ann is 4 times as old as Ben.\nIn 6 years, Ann will be twice as old as Ben.\n4x + 6 = 2(x + 6)\n2x = 6\nx = 3\n\nAnn is 12 years old.",
        ),
        incorrect=(
            "In 6 years, Ann will be twice as old as Ben.\n4x + 6 = 2(x + 6)\nx = 3\n\nAnn is 3 years old.",
        ),
    ),
    *table(
        gold="2",
        question=_AGES,
        incorrect=(
            "Ann is 4 times as old as Ben. In 6 years, Ann will be twice as old as Ben.\nx = 3\n\nAnn is 12 years old.",
        ),
    ),
    *table(
        gold="160",
        question=_JAM,
        correct=(
            "For 5 jars of jam, she needs 5 * 20 = 100 grams of sugar. \nFor 1 cake, she needs 1 * 60 = 60 grams of sugar. \n\nIn total, she needs 100 + 60 = 160 grams.",
            "For 5 jars of jam she needs 100 grams of sugar. For 1 cake she needs 60 grams of sugar. Altogether, that is 160 grams.",
        ),
        incorrect=(
            "For 5 jars of jam, she needs 5 * 30 = 150 grams. \nIn total, she needs 160 grams for the jam and the first cake. The answer is 210.",
        ),
    ),
    *table(
        gold="60",
        question=_JAM,
        incorrect=(
            "For 5 jars of jam, she needs 5 * 20 = 100 grams of sugar. \nFor 1 cake, she needs 1 * 60 = 60 grams of sugar. \n\nIn total, she needs 100 + 60 = 160 grams.",
        ),
    ),
    *table(
        gold="80",
        question=_STAMPS,
        correct=(
            "He sells 8 stamps a day. So in one day, Omar makes $4. In a 20 day month, Omar would make $4 x 20, which equals $80.",
            "So in one day he makes $4. In a 20 day month, he makes 20 * 4 = 80 dollars.",
        ),
        incorrect=(
            "He makes $80 in ten days. So in one day, Omar makes $8. In a 20 day month, Omar would make $8 x 20, which equals $160.",
            (
                "So he makes $160 in a 20 day month. In a day he makes 160 / 20 = 8 dollars, in ten days 8 * 10 = 80 dollars.",
                "no later sentence about less of what is asked",
            ),
        ),
    ),
    *table(
        gold="4",
        question=_STAMPS,
        incorrect=(
            "So in one day, Omar makes $4. In a 20 day month, Omar would make $4 x 20, which equals $80.",
        ),
    ),
    *table(
        gold="3",
        question=_POOL,
        incorrect=("The pool holds 60 cubic feet.", "It costs $120 to fill."),
        no_answer=(
            "A pool that is 3 feet deep holds _____ cubic feet. \nIt will cost _____ to fill.",
            "A pool that is 3 feet deep holds _____ cubic feet. \nTherefore, the answer (in dollars) is _____.",
        ),
    ),
    *table(
        gold="21",
        question=_LEFT,
        incorrect=(
            "She spent $12 + $9, which is $21. So Kim has $19 left.",
            "She spent $21. Kim has $40 - $21 = $19 left.",
        ),
        no_answer=(
            "The hat and the scarf cost $12 + $9, which is $21.\nNow we need to find how much money is left.\nWe know that Kim started with $40, and she spent $21 on them.\nThat",
            "The hat costs $12 and the scarf $9, so she spends $21. \nShe spent $21 on them. \nThe total",
            "She spent $12 + $9 = $21. Now we can subtract what she spent to get what is left.",
            "So she spent $21 on the hat and the scarf.\n\nNext, we subtract all of this from what she had.",
        ),
    ),
    *table(
        gold="19",
        question=_LEFT,
        correct=(
            "Kim spent $21. Now we can find what is left: she has $19.",
            "She spent $21. Now we subtract: 40 - 21 = 19.",
            "$40 - $21 = $19\n\nSo Kim has $19 left.",
        ),
    ),
    *table(
        gold="120",
        question=_SHARED,
        incorrect=("Lou has $120. They would have $105 each.",),
        no_answer=(
            "Max has $90. So Lou has $90 + $30 = $120. \nNow they add it together and share it equally. They would have $",
        ),
    ),
    *table(
        gold="30",
        question=_TRIP,
        incorrect=("This means that it sails 30 miles. So it is 42 miles away.",),
        no_answer=(
            "The boat sails 20 miles north, then 8 miles south.\nThis means that it sails 3 * 10 = 30 miles. \n\nNow we can add up all of the distances to get how far it is.",
        ),
    ),
    *table(
        gold="9",
        question=_TAX,
        correct=(
            "The total is 8 without tax. With tax it is 9.",
            "Without tax the total is 8. With tax, it is 9.",
            "The total with tax is 9. Without tax it is 8.",
            "The total without tax is 8, and with tax it is 9.",
            "With tax the total is 9, while without tax it is 8.",
        ),
        incorrect=(
            "The total is 9 without tax. With tax it is 10.",
            "The total with tax is 8. Without tax it is 9.",
        ),
    ),
    *table(
        gold="4",
        question="Each box has 4 pens. How many pens does each box have?",
        correct=(
            ("Each box has 4 pens.", "all that is said"),
            "So each has 4 pens. With 4 + 4 = 8 pens there are 2 boxes.",
        ),
    ),
    *table(
        gold="5",
        question="Jon has 9 plums. How many plums are left after he eats 4 plums?",
        correct=(
            (
                "So 5 are left. After he eats 4 plums, 4 + 5 = 9 plums.",
                "a check, and the conclusion was of all",
            ),
        ),
        no_answer=("Jon has 9 plums. There are 5 plums that he eats not. He",),
    ),
]
