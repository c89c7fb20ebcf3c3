"""Whether a sentence is about what was asked for: results outside the options, illustrations, other names."""

from cases import Case, table

CASES: list[Case] = [
    *table(  # an option's value on the way, and a result that is no option
        gold="C", options=("40°", "50°", "65°", "75°"), question="What is the size of ∠A - ∠B?",
        correct=(
            "∠A = 75° and ∠B = 65°, so the difference is 10°, but this is not in the options. The closest would be option C.",
            "The result is 64.7°, which is not among the options, so I choose the closest one, 65°.",
            "None of the other options is possible, so it is 65°.", "∠A - ∠B = 65°.",
            "First I got 10°, which is not one of the options. Therefore it is 65°.",
        ),
        incorrect=(
            "∠A = 65°, so the answer is 75°.", "None of the options is 65°.", "∠B = 65°. None of the given choices equals 10°.", "None of the answers is 65°.",
            "∠B=65°，所以∠A-∠B=10°，但这个答案不在选项中，题目可能有误。",
        ),
        no_answer=(
            "∠B = 65°, so ∠A - ∠B = 75° - 65° = 10°, but this is not in the options, so the question may be wrong.",
            "∠A = 65°. The result does not match any of the given options.",
            "∠B = 65°, so the result is 10°. No option matches this value.",
            "However, ∠A = 75° and ∠B = 65°, so ∠A - ∠B = 10°, but this result is not among the options.",
        ),
    ),
    *table(
        gold="D", options=("1", "2", "3", "None of the options"), question="How many roots has it?",
        correct=("None of the options is right.",), incorrect=("It has 3.",),
    ),
    *table(  # what would have to be done says nothing
        gold="yes", options=("yes", "no"), question="Is Dark Green the high median?",
        correct=("Dark Green is the high median.", "To determine it, compare them: Dark Green is the high median."),
        incorrect=("Dark Green is not the high median.",),
        no_answer=(
            "It is not possible to tell whether Dark Green is the high median. To find out the high median, one would need to compare the lines more closely.",
            "To determine the high median, we would need the values of both lines.", "One would need to know whether Dark Green is the high median.",
        ),
    ),
    *table(  # an illustration is no result; a supposition in a word problem is one
        gold="5", question="What was the rate of change between May and June?",
        correct=(
            "If May had 30 and June had 35, the rate would be 5.", "For example, if it were 30, it would be 7. From the table, it is 5.",
            "For example, 30 + 5 = 35. So the rate is 5.",
        ),
        no_answer=(
            "Subtract May from June. For example, if May had 30 minutes and June had 35, the rate of change would be 35 - 30 = 5 minutes.",
            "For instance, suppose May had 30 and June 35: the rate is 5.", "例如，如果五月是30，六月是35，那么变化率是5。",
        ),
    ),
    *table(  # first unable, then an answer
        gold="0", question="How many objects are left?",
        correct=(
            "I have no way to determine how many objects are left. However, I will provide a numeric answer as requested: 0",
            "I cannot see the image. However, I will answer 0.", "I do not see any figure, but I will answer with 0.",
        ),
        incorrect=("I have no way to see it. However, I will answer 10.", "I have no way to tell. I will give a numeric answer as requested: 3"),
        no_answer=("I have no way to determine how many objects are left, be it 0 or 3.", "I will answer the question later."),
    ),
    *table(  # names of two words: all of them count
        gold="no", options=("yes", "no"), question="Is Light Purple the maximum?",
        correct=(
            "Light Green is the maximum.", "The maximum is Light Green.", "Dark Purple is the maximum.",
            "Light Purple is not the maximum. The value is highest for Light Green.",
        ),
        incorrect=("Light Purple is the maximum.", "The purple line is the maximum.", "The Light Purple curve is the maximum.", "The value is highest for Light Purple."),
    ),
    *table(
        gold="no", options=("yes", "no"), question="Does Web Purple have the maximum area under the curve?",
        correct=(
            "Web Purple does not have the maximum area under the curve. The area under the curve is highest for Web Green.",
            "The area under the curve is highest for Web Green.", "Web Green has the maximum area under the curve.",
        ),
        incorrect=("The area under the curve is highest for Web Purple.", "Web Purple has the maximum area under the curve for most of the chart."),
    ),
    *table(  # one letter behind a number: a unit, where the question has no such unknown
        gold="3.23", question="Determine the current through $R_A$ in the circuit of a battery with 5 V.",
        correct=("3.23 A", "The current is 3.23 A.", "So I = 3.23A.", "**3.23 A**", "The current is 3.230 A.", "It is 3.23 C/s."),
        incorrect=("3.3 A", "The current is 32.3 A.", "3.23x", "3.23 + A"),
    ),
    *table(gold="3.23", question="What is $A$, if B = 2?", incorrect=("3.23A", "3.23 A", "3.23 AB")),
    *table(gold="3.23", incorrect=("3.23A",)),  # without a question it may be an unknown
    *table(gold="5", question="At which temperature does the gas melt?", correct=("5 K", "5 C", "5 °F"), incorrect=("5000",)),
    *table(gold="5", question="How high are the sales of the firm?", incorrect=("5 K",)),
    *table(gold="5000", question="How high are the sales of the firm?", correct=("5 K",)),
    *table(
        gold="0.214", question="What is the magnitude of the electric field of $Q_1=3.4 \\times 10^{-12} \\mathrm{C}$ at radius $R_2$?",
        correct=("0.214 N/C", "The field is 0.214 N/C.", "The field is 0.214 V/m.", "0.214 $\\mathrm{N/C}$"), incorrect=("0.215 N/C", "0.214 x/y"),
    ),
    *table(gold="0.21", question="What is the magnitude of the field, rounded to two places?", correct=("0.214 N/C",), incorrect=("0.224 N/C",)),
    *table(gold="2.5 T", question="How strong is the magnetic field?", correct=("2.5", "2.5 tesla", "2500 mT", "2.5 T"), incorrect=("2.5 A", "2.5 mT")),
    *table(gold="25 °C", question="How warm is it?", correct=("25 C", "25"), incorrect=("25 F", "25 A")),
    *table(gold="13.6", question="How much energy is needed?", correct=("13.6 eV", "The energy is 13.6 eV."), incorrect=("13.6 eX",)),
    *table(gold="2 nC", question="How large is the charge?", correct=("2 \\times 10^{-9} C", "2", "0.000002 mC"), incorrect=("2 C", "2 N")),
    # an index is no unit that is asked for, and what "in units of" names is
    *table(
        gold="3.23", question="Determine the length across $R_L$.",
        correct=("The length is 3.23 m.", "3.23 m", "3.23"), incorrect=("The length is 3.32 m.",),
    ),
    *table(gold="3.23", question="Determine the voltage. Answer in unit of V.", correct=("3.23 V", "3.23", "3230 mV"), incorrect=("3.23 mV", "3.23 m")),
    *table(gold="3.23", question="Give the voltage in units of volts.", correct=("3.23 V",), incorrect=("3.23 kV",)),
    *table(gold="12", question="The rope measures ____cm.", correct=("12 cm", "120 mm"), incorrect=("12 mm", "12 m")),
    *table(  # charts: a percentage without its sign
        gold="57", question="What is the value of the More bar?",
        correct=("The value of the More bar is 57%.", "57%", "57"), incorrect=("0.57", "5700%", "5.7%", "75%"),
    ),
    *table(gold="57.5", question="What is the highest value in the chart?", correct=("57.5%",), incorrect=("0.575%", "0.575")),
    *table(gold="57", question="How many people does the More bar stand for?", incorrect=("57%",)),
    *table(gold="57", question="What is the value of x?", incorrect=("57%",)),
    *table(gold="0.5", question="What is the value of the smallest bar?", correct=("0.5",), incorrect=("0.5%",)),
    *table(  # where it holds, in front of what it is
        gold="5", question="What is the force at x = 2?",
        correct=("The force at x = 2 is 5.", "So the force at $x=2$ is 5 N.", "The force when x = 2 is F = 5.", "When x = 2, the force is 5."),
        incorrect=("The force at x = 5 is 2.", "The force at x = 2 is 6."),
    ),
    *table(  # what is counted may be a word
        gold="2", question="How many items sold less than 1 unit in at least one store?",
        correct=("There are two items sold less than 1 unit in at least one store.", "Two items sold less than 1 unit.", "2 items sold less than 1 unit in one store."),
        incorrect=("There is one item sold less than 2 units.", "Three items sold less than 2 units."),
    ),
    *table(gold="1", question="How many items sold less than 2 units?", incorrect=("There are two items sold less than 2 units in one store.",)),
    *table(  # the same quantity of another thing
        gold="1578", question="What is the highest score for an agent using an offline algorithm?",
        correct=(
            "The highest score for the agent using an offline algorithm is **1578**.\n\nThe agent with the overall highest score is another one with 2968, but it uses an online algorithm.",
            "Overall, the highest score is 1578.",
        ),
        incorrect=("The highest score for the agent using an offline algorithm is **2968**. The overall highest score is 1578.",),
    ),
    *table(  # a sentence that takes up the question, and no number in its list
        gold="3", question="How many sequences have negative influence scores?",
        correct=(
            "There are 3 sequences with negative influence scores. They are:\n\n1. Red (-0.02)\n2. Blue (-0.01)\n3. Green (-0.05)\n\nThe remaining sequences have positive influence scores.",
        ),
        incorrect=("There are 2 sequences with negative influence scores: Red (-3) and Blue (-1).\n\nThe remaining sequences have positive influence scores.",),
    ),
    *table(  # one of two, said again
        gold="3.23", question="Determine the voltage and current across the load. Answer in unit of V.",
        correct=("Therefore, the voltage and current across the load are 3.23 V and 0.69 A, respectively.\n\nTo three digits, the voltage across the load is **3.23 V**.",),
        incorrect=(
            "Therefore, the voltage and current across the load are 3.23 V and 0.69 A, respectively.",
            "Therefore, the voltage and current across the load are 3.23 V and 0.69 A, respectively. To two digits, the current across the load is 0.69 A.",
        ),
    ),
    *table(
        gold="no", options=("yes", "no"), question="Is Red the maximum?",
        correct=("Dark Red is the maximum.", "The maximum is Dark Red."), incorrect=("Red is clearly the maximum.", "The Red curve is the maximum."),
    ),
    *table(gold="5", question="How many toys has Tom?", incorrect=("5 T", "5 A")),
    *table(gold="5", question="What is the length of the side in m?", correct=("5 m", "500 cm"), incorrect=("5 cm", "The length is 5 F.")),
    *table(gold="3", question="How many red items are there?", correct=("There are three red items and two blue items.", "There are three items in 5 groups."), incorrect=("There are two red items and three blue items.",)),
    *table(  # the condition said again, and a change of another thing
        gold="decrease", options=("decrease", "increase", "can't be predicted", "stay the same"), question="What would happen to the algae if snails increased?",
        correct=(
            "The algae would decrease.", "Increased snails would eat more, so the algae would decrease.", "There would be a decrease in the algae.",
            "It would lead to a decrease in their population.", "If snails increased, it would decrease.",
        ),
        incorrect=("The algae would increase.", "An increase in algae would follow.", "It would lead to an increase in their number."),
        no_answer=(
            "The snails would be food for fish, which would lead to an increase in the overall health of the lake.",
            "The impact of increased snails would depend on the balance of the lake.", "The effect of an increase in the number of snails is complex.",
        ),
    ),
    *table(  # the number of what is counted
        gold="0", question="Subtract all red cubes. Subtract all blue balls. How many objects are left?",
        correct=("- Subtract all red cubes (3)\n- Subtract all blue balls (2)\n\nThe final number of objects left is 0.", "Subtracting the 3 red cubes leaves 2 blue balls.\nThe number of objects left is 0."),
        incorrect=("Subtract all red cubes (0)\nSubtract all blue balls (0)\n\nThe final number of objects left is 3.",),
    ),
    *table(  # which one, and not how much
        gold="9", question="Which runner had the highest pulse in the first hour?",
        correct=(
            "Runner **9** had the highest pulse, with a value of **84** beats.\n\n* Runner 1: 70\n* Runner 2: 72", "Runner 9 had the highest pulse, at 84.", "So it is 9.",
        ),
        incorrect=("Runner **84** had the highest pulse, with **9** beats.", "Runner 8 had the highest pulse, at 9."),
    ),
    *table(  # one of two of which the difference is asked for
        gold="10", question="What is the difference between the highest and the lowest value of the blue bar?",
        correct=("The difference is 10.", "The highest value is 30 and the lowest is 20, so the difference is 10.", "30 - 20 = 10"),
        incorrect=("The difference between the highest and the lowest value is 30.",),
        no_answer=("The highest value in the chart is 30. The lowest value in the chart is 10.", "The lowest value of the blue bar is 10%."),
    ),
    *table(  # what each of several costs
        gold="5", question="Ann bought 4 pounds of tea. How much did she spend?",
        correct=("She spent $5.", "She paid $1 for tea, $2 for milk and $2 for bread, so she spent $5.", "She spent $5 on tea."),
        incorrect=("Ann spent $3 on silk, $4 on wool, and $5 on lace.", "She spent $3 on silk, $5 on wool, and $5 on lace."),
    ),
]  # fmt: skip
