import Testing

import Wording

struct ProgressLineTests {
  /// A clock that is set by hand, and what was written.
  private final class Desk {
    var time = ContinuousClock.now
    var written: [String] = []

    func line(isShown: Bool = true) -> ProgressLine {
      ProgressLine(isShown: isShown, now: { self.time }) {
        self.written.append($0)
      }
    }
  }

  @Test func nothingIsSaidInTheFirstSecond() {
    let desk = Desk()
    let line = desk.line()
    desk.time += .milliseconds(900)
    line.show(1, of: 4, "seeds")
    line.end()
    #expect(desk.written.isEmpty)
  }

  @Test func theRestIsPredictedFromWhatIsDone() {
    let desk = Desk()
    let line = desk.line()
    desk.time += .seconds(30)
    line.show(1, of: 4, "seeds")
    line.show(2, of: 4, "seeds")
    desk.time += .seconds(30)
    line.show("50%", share: 0.5)
    line.end()
    line.end()
    #expect(
      desk.written == [
        "1 of 4 seeds, 1 min 30 s left", "50%, 1 min 0 s left", "",
      ])
  }

  @Test func anUnknownWholeHasNoEnd() {
    let desk = Desk()
    let line = desk.line()
    desk.time += .seconds(2)
    line.show(4_096, of: nil, "characters")
    #expect(desk.written == ["4,096 characters"])
  }

  @Test func nobodyLooksNothingIsSaid() {
    let desk = Desk()
    let line = desk.line(isShown: false)
    desk.time += .seconds(30)
    line.show(1, of: 4, "seeds")
    line.end()
    #expect(desk.written.isEmpty)
  }

  @Test func timesAreTold() {
    #expect(
      [0, 7.2, 200, 7_500, -3, .infinity].map(duration)
        == ["0 s", "8 s", "3 min 20 s", "2 h 5 min", "0 s", "277777 h 46 min"])
    #expect(duration(.nan) == "0 s")
  }
}
