import LSTMTraining
import Testing

/// The question of the notebook's author: 1,695 of 25,214 steps of 20 epochs
/// were done 1,140 seconds after the start, when will it end?
@Suite struct PaceTests {
  static let (done, steps) = (1_695, 25_214)

  @Test("by the mean since the start")
  func mean() throws {
    var pace = Pace()
    pace.note(updates: 0, at: 0)
    pace.note(updates: Self.done, at: 1_140)
    let left = try #require(pace.seconds(updates: Self.steps - Self.done))
    #expect(left.rounded() == 15_818)
    let epoch = try #require(pace.seconds(updates: Self.steps))
    #expect(abs(epoch / 3_600 - 4.71) < 0.005)
    let all = try #require(pace.seconds(updates: 20 * Self.steps))
    #expect(abs(all / 3_600 - 94.2) < 0.05)
  }

  @Test("by the latest updates, the start-up left out, as its own bar had it")
  func windowed() throws {
    var pace = Pace()
    // At 550 ms a step, 15.5 of the 19 minutes went into steps.
    let startUp = 1_140 - 0.55 * Double(Self.done)
    for step in 1...Self.done {
      pace.note(updates: step, at: startUp + 0.55 * Double(step))
    }
    let left = try #require(pace.seconds(updates: Self.steps - Self.done))
    #expect(abs(left - 12_935) < 1)
    // 10:59 and 3 h 35 min 35 s is 14:34:35; the bar, rounding less, 14:34:42.
    #expect(abs(left - (3 * 3_600 + 35 * 60 + 42)) < 10)
    let all = try #require(pace.seconds(updates: 20 * Self.steps))
    #expect(abs(all / 3_600 - 77) < 0.1)
  }

  @Test("validation is no part of the rate, but of what is to come")
  func pauses() throws {
    var pace = Pace()
    pace.note(updates: 10, at: 100)
    pace.pause(50)
    pace.note(updates: 20, at: 170)
    #expect(pace.secondsPerUpdate == 2)
    #expect(pace.seconds(updates: 5, pauses: 3) == 160)
  }

  @Test("nothing is promised before it is known")
  func unknown() {
    var pace = Pace()
    #expect(pace.secondsPerUpdate == nil)
    pace.note(updates: 7, at: 3)
    #expect(pace.seconds(updates: 1) == nil)
  }

  @Test("old marks are forgotten")
  func forgets() {
    var pace = Pace(window: 3)
    for (update, seconds) in [(1, 0.0), (2, 100), (3, 101), (4, 102)] {
      pace.note(updates: update, at: seconds)
    }
    #expect(pace.secondsPerUpdate == 1)
  }
}
