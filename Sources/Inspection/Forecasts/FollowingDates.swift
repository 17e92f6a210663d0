/// The dates that follow a series of them, in the form that they have: years,
/// months, days, or times of day, at even steps or month by month.
package struct FollowingDates: Sendable {
  private let last: WrittenDate
  private let step: Step

  private enum Step { case seconds(Int), months(Int) }

  /// How many of the last dates must be evenly apart.
  private static let looked = 12

  /// nil where the last labels are no dates, or not evenly apart.
  package init?(after labels: [String]) {
    let dates = labels.suffix(Self.looked).compactMap(WrittenDate.init)
    // Numbers that count up look like years when they have come so far.
    guard dates.count == min(labels.count, Self.looked), dates.count > 1,
      let last = dates.last, labels.first.flatMap(WrittenDate.init) != nil
    else { return nil }
    func even(_ numbers: [Int]) -> Int? {
      let steps = zip(numbers.dropFirst(), numbers).map { $0 - $1 }
      return Set(steps).count == 1 && steps[0] > 0 ? steps[0] : nil
    }
    self.last = last
    if Set(dates.map(\.withinMonth)).count == 1,
      let months = even(dates.map(\.months))
    {
      step = .months(months)
    } else if last.hasDay, let seconds = even(dates.map(\.seconds)) {
      step = .seconds(seconds)
    } else {
      return nil
    }
  }

  /// What a step is, where it is one minute, hour, day, week, month or year.
  package var unit: String? {
    switch step {
    case .seconds(let seconds):
      [60: "minute", 3_600: "hour", 86_400: "day", 604_800: "week"][seconds]
    case .months(let months): [1: "month", 12: "year"][months]
    }
  }

  /// The date so many steps after the last one, from 1.
  package subscript(count: Int) -> String {
    switch step {
    case .seconds(let seconds): last.moved(seconds: count * seconds).text
    case .months(let months): last.moved(months: count * months).text
    }
  }
}

/// A date as it is written: `2001`, `2001-12`, `20011229`, `2001-12-29 06:00`.
private struct WrittenDate {
  private var year: Int
  private var month = 1, day = 1
  private var time = 0
  private let separator, timeSeparator: String
  private let fields: Int

  var hasDay: Bool { fields > 2 }

  init?(_ text: String) {
    let form =
      /(\d{4})(?:([-\/.]?)(\d{2})(?:\2(\d{2})(?:([ T])(\d{2}):(\d{2})(?::(\d{2}))?)?)?)?/
    guard let match = text.wholeMatch(of: form), let year = Int(match.1) else {
      return nil
    }
    func number(_ part: Substring?) -> Int? { part.flatMap { Int($0) } }
    self.year = year
    separator = match.2.map(String.init) ?? ""
    timeSeparator = match.5.map(String.init) ?? " "
    let (month, day) = (number(match.3), number(match.4))
    // Six digits in a row are no date for certain.
    guard day != nil || month == nil || !separator.isEmpty else { return nil }
    (self.month, self.day) = (month ?? 1, day ?? 1)
    fields =
      match.8 != nil
      ? 6 : match.6 != nil ? 5 : day != nil ? 3 : month != nil ? 2 : 1
    time =
      3600 * (number(match.6) ?? 0) + 60 * (number(match.7) ?? 0)
      + (number(match.8) ?? 0)
    // A number of four digits is a year where it may well be one.
    let years = fields > 1 ? 1...9999 : 1500...2200
    guard years ~= year, 1...12 ~= self.month, time < 86_400,
      1...Self.length(of: self.month, in: year) ~= self.day
    else { return nil }
  }

  /// Months since the year 0.
  var months: Int { 12 * year + month - 1 }
  /// What moving by months leaves as it is.
  var withinMonth: Int { day * 86_400 + time }
  /// Seconds since the first of March of the year 0.
  var seconds: Int { days * 86_400 + time }

  /// Days since the first of March of the year 0: years that begin in March have
  /// the leap day at their end.
  private var days: Int {
    let years = month < 3 ? year - 1 : year
    let leaps = years / 4 - years / 100 + years / 400
    return 365 * years + leaps + Self.daysBefore(month) + day - 1
  }

  /// Days from the first of March to the first of a month: 31, 30, 31, 30, 31
  /// again and again.
  private static func daysBefore(_ month: Int) -> Int {
    (153 * ((month + 9) % 12) + 2) / 5
  }

  private static func length(of month: Int, in year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2
      ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// The same day of another month, or its last one.
  func moved(months count: Int) -> WrittenDate {
    var date = self
    (date.year, date.month) = (
      (months + count) / 12, (months + count) % 12 + 1
    )
    date.day = min(day, Self.length(of: date.month, in: date.year))
    return date
  }

  func moved(seconds count: Int) -> WrittenDate {
    let seconds = seconds + count
    var (date, days) = (self, seconds / 86_400)
    date.time = seconds % 86_400
    // 400 years are 146,097 days.
    let cycles = days / 146_097
    days %= 146_097
    // The last year of them has its leap day at its end.
    var years = min(399, days / 365)
    while 365 * years + years / 4 - years / 100 > days { years -= 1 }
    days -= 365 * years + years / 4 - years / 100
    let month = (5 * days + 2) / 153
    date.day = days - (153 * month + 2) / 5 + 1
    date.month = (month + 2) % 12 + 1
    date.year = 400 * cycles + years + (month > 9 ? 1 : 0)
    return date
  }

  var text: String {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
    let year = "\(year)"
    let parts =
      [String(repeating: "0", count: max(0, 4 - year.count)) + year]
      + [two(month), two(day)].prefix(min(fields, 3) - 1)
    let times = [two(time / 3600), two(time / 60 % 60), two(time % 60)]
    return parts.joined(separator: separator)
      + (fields > 3
        ? timeSeparator + times.prefix(fields - 3).joined(separator: ":") : "")
  }
}
