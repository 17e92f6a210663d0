# Eight years of a basin in the hills: rain and snow, a soil that holds water and
# lets it go. Everything is in mm of water and °C, one row a day.
function uniform() { x = (x * 75 + 74) % 65537; return (x + 0.5) / 65537 }
BEGIN {
  x = 5; pi = atan2(0, -1)
  print "day,rain,temperature,snow,soil,discharge"
  soil = 60
  for (day = 1; day <= 2922; day++) {
    weather = 0.7 * weather + 4 * (uniform() + uniform() + uniform() - 1.5)
    temperature = 8 - 10 * cos(2 * pi * day / 365.25) + weather
    rain = uniform() < 0.35 ? -9 * log(uniform()) : 0
    temperature = sprintf("%.1f", temperature) + 0
    rain = sprintf("%.1f", rain) + 0
    water = rain
    if (temperature < 0) { snow += rain; water = 0 }
    else { melt = 2.5 * temperature; if (melt > snow) melt = snow
      snow -= melt; water += melt }
    warm = temperature > 0 ? temperature : 0
    dry = 0.22 * warm * (soil < 100 ? soil / 100 : 1)
    soil += water - dry
    discharge = 0.015 * soil + 0.3 * (soil > 100 ? soil - 100 : 0)
    soil -= discharge
    printf "%d,%.1f,%.1f,%.1f,%.1f,%.2f\n", day, rain, temperature, snow, soil, discharge
  }
}
