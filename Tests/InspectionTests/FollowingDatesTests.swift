import Inspection
import Testing

struct FollowingDatesTests {
  @Test(
    arguments: [
      (["2001-12-29 06:00", "2001-12-29 07:00"], "hour"),
      (["20011229", "20020105"], "week"), (["2001-12", "2002-01"], "month"),
      (["1999", "2000"], "year"), (["2001-12-29", "2001-12-31"], nil),
      ((1...2_000).map { "\($0)" }, nil),
    ] as [([String], String?)])
  func aStepHasAName(_ labels: [String], _ unit: String?) {
    #expect(FollowingDates(after: labels)?.unit == unit)
  }

  @Test(arguments: [
    (["2001-12-27", "2001-12-28"], 4, "2002-01-01"),
    (["20011222", "20011229"], 1, "20020105"),
    (["2000-02-27", "2000-02-28"], 2, "2000-03-01"),
    (["1900-02-27", "1900-02-28"], 1, "1900-03-01"),
    (["1999-12-31 22:00", "1999-12-31 23:00"], 2, "2000-01-01 01:00"),
    (["2015-12-01T00:00:00", "2015-12-01T00:00:10"], 6, "2015-12-01T00:01:10"),
    (["2001-10", "2001-11"], 2, "2002-01"),
    (["2001-01-01", "2001-02-01", "2001-03-01"], 11, "2002-02-01"),
    (["1700", "1701", "1702"], 3, "1705"),
    (["2024/02/28", "2024/02/29"], 366, "2025/03/01"),
    (["2021-01-01", "2022-01-01", "2023-01-01"], 2, "2025-01-01"),
    (["2001-03-31", "2001-05-31", "2001-07-31"], 1, "2001-09-30"),
  ])
  func datesGoOn(_ labels: [String], _ count: Int, _ date: String) throws {
    let following = try #require(FollowingDates(after: labels))
    #expect(following[count] == date)
  }

  /// Every day of 400 years, one after another.
  @Test func everyDayHasANext() throws {
    let following = try #require(
      FollowingDates(after: ["1999-12-31", "2000-01-01"]))
    var (year, month, day) = (2000, 1, 1)
    for count in 1...146_097 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let length =
        month == 2
        ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
      day += 1
      if day > length { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
      let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
      try #require(following[count] == "\(year)-\(two(month))-\(two(day))")
    }
  }

  @Test(arguments: [
    [], ["2001-01-01"], ["a", "b"], ["200112", "200113"],
    ["2001-01-01", "2001-01-02", "2001-01-04"], ["2001-01-02", "2001-01-01"],
    ["2001-13-01", "2001-14-01"], ["1.5", "2.5"], ["1000", "1001"],
    ["0000-01-01 06:00", "0000-01-02 06:00"],
  ])
  func whatDoesNotGoOnEvenlyHasNone(_ labels: [String]) {
    #expect(FollowingDates(after: labels) == nil)
  }
}
