"""The units that are known by name: what each measures, and how many base units one of it is."""

# Dimension -> size in its base unit -> the names; `_` stands for a space. A dimension is a product of
# powers of bases; a volume is a length cubed, a newton a mass times a length in a time squared.
TABLE: dict[str, dict[str, str]] = {
    "length": {
        "1": "m meter meters metre metres mtr mtrs 米 公尺",
        "1/100": "cm cms centimeter centimeters centimetre centimetres 厘米 公分",
        "1/1000": "mm mms millimeter millimeters millimetre millimetres 毫米",
        "1/10": "dm decimeter decimeters decimetre decimetres 分米",
        "500": "里", "1000": "km kms kilometer kilometers kilometre kilometres 千米 公里",
        "127/5000": "in inch inches 英寸", "381/1250": "ft foot feet 英尺",
        "1143/1250": "yd yds yard yards 码", "201168/125": "mi mile miles 英里",
        "1/1000000": "μm um micrometer micrometers micrometre micrometres micron microns 微米",
        "1/1000000000": "nanometer nanometers nanometre nanometres 纳米",
        "1852": "nautical_mile nautical_miles nmi 海里", "25146/125": "furlong furlongs",
        "9460730472580800": "light-year light-years light_year light_years lightyear lightyears 光年",
        "149597870700": "astronomical_unit astronomical_units", "10/3": "丈", "1/3": "尺", "1/30": "寸",
    },
    "mass": {
        "1": "g gram grams gm gms gramme grammes 克",
        "1000": "kg kgs kilogram kilograms kilogramme kilogrammes kilo kilos 千克 公斤",
        "1/1000": "mg mgs milligram milligrams 毫克", "1/1000000": "μg microgram micrograms 微克",
        "1000000": "t ton tons tonne tonnes metric_ton metric_tons 吨",
        "500": "斤 市斤", "45359237/100000": "lb lbs pound pounds 磅",
        "45359237/1600000": "oz ounce ounces 盎司", "317514659/50000": "stone stones",
        "1/5": "carat carats 克拉",
    },
    "time": {
        "1": "s sec secs second seconds 秒 秒钟", "60": "min mins minute minutes 分钟",
        "3600": "h hr hrs hour hours 小时 时 个小时 钟头 个钟头", "86400": "day days 天 日",
        "604800": "week weeks wk wks 周 星期 个星期", "1209600": "fortnight fortnights",
        "1/1000": "ms msec millisecond milliseconds 毫秒", "1/1000000": "μs microsecond microseconds 微秒",
    },
    "months": {
        "1": "month months 月 个月", "12": "year years yr yrs 年 岁", "120": "decade decades",
        "1200": "century centuries 世纪",
    },
    "length^2": {
        "10000": "公顷 hectare hectares ha", "2000/3": "亩", "316160658/78125": "acre acres 英亩", "100": "公亩",
    },
    "length^3": {
        "1/1000": "L l liter liters litre litres ltr 升 公升", "1/100000": "cL centiliter centiliters",
        "1/1000000": "mL ml milliliter milliliters millilitre millilitres cc 毫升", "1/10000": "dL deciliter deciliters",
        "473176473/125000000000": "gal gallon gallons 加仑", "473176473/500000000000": "qt quart quarts 夸脱",
        "473176473/1000000000000": "pt pint pints 品脱", "473176473/2000000000000": "cup cups",
        "473176473/16000000000000": "fl_oz fluid_ounce fluid_ounces",
        "473176473/32000000000000": "tbsp tablespoon tablespoons",
        "473176473/96000000000000": "tsp teaspoon teaspoons",
    },
    "length/time": {
        "1397/3125": "mph", "5/18": "kph kmh kmph", "463/900": "knot knots", "1": "mps",
    },
    "angle": {
        "1": "° deg degs degree degrees 度", "1/60": "' arcmin arcminute arcminutes",
        "1/3600": "arcsec arcsecond arcseconds", "radian": "rad rads radian radians 弧度",
    },
    "dollar": {
        "1": "dollar dollars USD usd 美元 美金 $ buck bucks", "1/100": "cent cents ¢ 美分",
        "1/10": "dime dimes", "1/20": "nickel nickels",
    },
    "yuan": {"1": "元 块 块钱 yuan CNY RMB rmb 人民币 元钱 ¥", "1/10": "角 毛钱", "1/100": "分 分钱", "10000": "万元"},
    "euro": {"1": "€ euro euros EUR 欧元"}, "sterling": {"1": "£ GBP 英镑", "1/100": "pence penny"},
    "rupee": {"1": "₹ rupee rupees INR Rs 卢比"}, "yen": {"1": "yen JPY 日元"}, "won": {"1": "₩ 韩元"},
    "celsius": {
        "1": "°C 摄氏度 degree_Celsius degrees_Celsius degree_celsius degrees_celsius degrees_C degrees_centigrade"
        " Celsius celsius centigrade °_C",
    },
    "fahrenheit": {
        "1": "°F 华氏度 degree_Fahrenheit degrees_Fahrenheit degree_fahrenheit degrees_fahrenheit degrees_F"
        " Fahrenheit fahrenheit °_F",
    },
    "kelvin": {"1": "kelvin kelvins Kelvin 开尔文"},
    "mass*length/time^2": {"1000": "N newton newtons 牛 牛顿", "1000000": "kN kilonewton kilonewtons 千牛"},
    "mass*length^2/time^2": {
        "1000": "J joule joules 焦 焦耳", "1000000": "kJ kilojoule kilojoules 千焦", "1000000000": "MJ megajoule megajoules 兆焦",
        "1.602176634e-16": "eV electronvolt electronvolts electron_volt electron_volts 电子伏 电子伏特", "1.602176634e-13": "keV", "1.602176634e-10": "MeV",
        "1.602176634e-7": "GeV", "4184": "cal calorie calories 卡 卡路里", "4184000": "kcal kilocalorie kilocalories Cal Calories 千卡 大卡",
        "3600000": "Wh watt-hour watt-hours", "3600000000": "kWh kwh KWH kilowatt-hour kilowatt-hours kilowatt_hour kilowatt_hours 千瓦时",
    },
    "mass*length^2/time^3": {
        "1000": "W watt watts 瓦 瓦特", "1000000": "kW kilowatt kilowatts 千瓦", "1000000000": "MW megawatt megawatts 兆瓦",
        "1": "mW milliwatt milliwatts 毫瓦", "745700": "horsepower 马力",
    },
    "mass/length/time^2": {
        "1000": "Pa pascal pascals 帕 帕斯卡", "100000": "hPa 百帕", "1000000": "kPa kilopascal kilopascals 千帕",
        "1000000000": "MPa megapascal megapascals 兆帕", "100000000": "bar bars", "101325000": "atm atmosphere atmospheres 大气压 标准大气压",
        "6894757": "psi", "133322": "mmHg 毫米汞柱",
    },
    "voltage": {"1": "V volt volts 伏 伏特", "1/1000": "mV millivolt millivolts 毫伏", "1000": "kV kilovolt kilovolts 千伏"},
    "current": {"1": "amp amps ampere amperes 安 安培", "1/1000": "mA milliamp milliamps milliampere milliamperes 毫安"},
    "resistance": {"1": "Ω ohm ohms 欧 欧姆", "1000": "kΩ kilohm kilohms kiloohm kiloohms 千欧"},
    "charge": {
        "1": "coulomb coulombs 库仑", "1/1000": "mC millicoulomb millicoulombs", "1/1000000": "μC microcoulomb microcoulombs 微库",
        "1/1000000000": "nC nanocoulomb nanocoulombs",
    },
    "field": {"1": "tesla teslas 特斯拉", "1/1000": "mT millitesla milliteslas"},
    "inductance": {"1": "henry henries henrys 亨利", "1/1000": "mH millihenry millihenries"},
    "capacitance": {
        "1": "farad farads 法拉", "1/1000000": "μF microfarad microfarads 微法", "1/1000000000": "nF nanofarad nanofarads",
        "1/1000000000000": "pF picofarad picofarads 皮法",
    },
    "frequency": {
        "1": "Hz hz hertz 赫 赫兹", "1000": "kHz KHz khz kilohertz 千赫 千赫兹", "1000000": "MHz megahertz 兆赫 兆赫兹",
        "1000000000": "GHz gigahertz",
    },
    "rotation": {"1": "rpm RPM"},
    "amount": {"1": "mol mole moles 摩尔", "1/1000": "mmol millimole millimoles"},
    "data": {"1": "bit bits 比特", "8": "byte bytes 字节"}, "kilobyte": {"1": "KB kB kilobyte kilobytes"},
    "megabyte": {"1": "MB megabyte megabytes"}, "gigabyte": {"1": "GB gigabyte gigabytes"},
    "terabyte": {"1": "TB terabyte terabytes"},
    "unit": {"1": "unit units 单位 个单位 单位长度 个单位长度 units_of_length"},
    "decibel": {"1": "dB decibel decibels 分贝"},
}  # fmt: skip
