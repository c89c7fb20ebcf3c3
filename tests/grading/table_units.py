"""Units: converted is right, another is wrong, an unknown one is only itself; counted things."""

from cases import table

CASES = [
    *table(gold="50 km/h", correct=("50", "50 kph", "50 km per hour", "50000 m/h", "50公里/小时"), incorrect=("50 mph", "50 knots", "50 km", "50 m/s")),
    *table(gold="1.609 km", correct=("1 mile", "1609 m", "The answer is 1 mile."), incorrect=("1 nautical mile", "2 miles", "1.609 miles")),
    *table(gold="68°F", correct=("20°C", "20 degrees Celsius", "68 degrees Fahrenheit", "68", "293.15 kelvin"), incorrect=("68°C", "20°F", "68 K elephants")),
    *table(gold="5 L", correct=("5 liters", "5000 mL", "5"), incorrect=("5 gallons", "The answer is 5 gallons.", "5 quarts", "5 cups")),
    *table(gold="1 gallon", correct=("4 quarts", "8 pints", "16 cups", "3.785 L"), incorrect=("1 quart", "4 pints")),
    *table(gold="5 Pa", correct=("5 pascals", "0.005 kPa", "5 N/m^2"), incorrect=("5 psi", "5 atm", "5 kPa")),
    *table(gold="5 J", correct=("5 joules", "5 N*m", "0.005 kJ"), incorrect=("5 calories", "5 W", "5 kWh")),
    *table(gold="5 kHz", correct=("5000 Hz",), incorrect=("5 Hz", "5 MHz")),
    *table(gold="5 m", correct=("5 m long", "The length is 5 meters in total.", "500 cm", "15尺"), incorrect=("5 light-years", "The answer is 5 light-years.", "5尺", "5 km long")),
    *table(gold="5 m^2", correct=("5 square meters", "5 square units"), incorrect=("5 acres", "5 cubic units", "5 hectares")),
    *table(gold="5 cm", correct=("5 units", "5 cm in length", "5"), incorrect=("5 square units", "5 apples", "5 cm^2")),
    *table(gold="5 dollars", correct=("$5", "5", "500 cents"), incorrect=("5 rupees", "5 euros", "₹5")),
    *table(gold="5 oranges", correct=("5", "5 oranges are left.", "5 items", "5 ripe oranges"), incorrect=("5 apples", "The answer is 5 apples.", "5 cm", "$5")),
    *table(gold="12 students", correct=("12 people", "12 boys", "12 students", "12人"), incorrect=("12 km", "12 tables")),
    *table(gold="12名学生", correct=("12人", "12名同学", "12个", "12"), incorrect=("12棵树", "12米")),
    *table(gold="12种方法", correct=("12种", "12种不同的方法", "12种选法", "12")),
    *table(gold="5棵树", correct=("5棵", "5棵松树", "5 trees"), incorrect=("5朵花", "5公顷")),
    *table(gold="2\\sin x", correct=("2 sin x", "2sin x"), incorrect=("2", "2\\cos x", "2 cos x")),
]  # fmt: skip
