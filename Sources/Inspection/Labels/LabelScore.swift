import LSTMCore

/// How well probabilities of classes fit the classes that were true.
package struct LabelScore: Equatable, Sendable {
  /// The names of the classes.
  package let classes: [String]
  /// How many texts were labelled.
  package let count: Int
  /// How many of these were labelled right, by the likeliest class; of equals
  /// the first.
  package let correct: Int
  /// The mean of −ln p(true class), in nats.
  package let loss: Double
  /// The area under the ROC curve, exact, ties counting half: of two classes
  /// for the second; of more the mean over classes that there are, each against
  /// the rest. Nil where one class alone is true.
  package let area: Double?
  /// How many texts of each class were called each; confusion[true][called].
  package let confusion: [[Int]]
  /// Texts by how sure the model was of what it said.
  package let calibration: [Bin]

  /// The texts whose likeliest class had a probability from `lower` on.
  package struct Bin: Equatable, Sendable {
    /// The least probability; that of the next bin ends this one.
    package let lower: Double
    /// How many texts there are.
    package let count: Int
    /// Their mean probability, and which share was right.
    package let confidence, accuracy: Double
  }

  /// Scores probabilities, a vector a text with a value a class.
  package init(
    _ probabilities: [Vector], labels: [Int], classes: [String]
  ) {
    precondition(
      probabilities.count == labels.count,
      "\(probabilities.count) texts and \(labels.count) labels")
    let called = probabilities.map(\.largestIndex)
    var confusion = [[Int]](
      repeating: [Int](repeating: 0, count: classes.count),
      count: classes.count)
    for (label, call) in zip(labels, called) { confusion[label][call] += 1 }
    (self.classes, self.confusion, count) = (classes, confusion, labels.count)
    correct = zip(labels, called).count { $0 == $1 }
    loss =
      zip(probabilities, labels).reduce(0) {
        $0 - log(max($1.0[$1.1], Double.leastNormalMagnitude))
      } / Double(max(1, labels.count))
    area = Self.area(probabilities, labels, classes.count)
    calibration = Self.bins(
      zip(probabilities, called).map { $0[$1] },
      isRight: zip(labels, called).map { $0 == $1 })
  }

  /// Which share was labelled right.
  package var accuracy: Double { Double(correct) / Double(max(1, count)) }

  /// The mean distance of confidence from accuracy over the bins, by their
  /// counts: the expected calibration error.
  package var calibrationError: Double {
    calibration.reduce(0) {
      $0 + abs($1.confidence - $1.accuracy) * Double($1.count)
    } / Double(max(1, count))
  }

  private static func area(
    _ probabilities: [Vector], _ labels: [Int], _ classes: Int
  ) -> Double? {
    let asked = classes == 2 ? [1] : Array(0..<classes)
    let areas = asked.compactMap { c in
      RankStatistics.area(
        probabilities.map { Float($0[c]) }, labels.map { $0 == c })
    }
    return areas.isEmpty
      ? nil : areas.reduce(0, +) / Double(areas.count)
  }

  /// Ten bins of equal width; those without a text are left out.
  private static func bins(_ sure: [Double], isRight: [Bool]) -> [Bin] {
    (0..<10).compactMap { bin in
      let places = sure.indices.filter { min(9, Int(sure[$0] * 10)) == bin }
      guard !places.isEmpty else { return nil }
      let count = Double(places.count)
      return Bin(
        lower: Double(bin) / 10, count: places.count,
        confidence: places.reduce(0) { $0 + sure[$1] } / count,
        accuracy: Double(places.count { isRight[$0] }) / count)
    }
  }
}

extension Vector {
  /// The place of the largest value, of equals the first; 0 where there is
  /// none.
  var largestIndex: Int {
    elements.indices.max {
      self[$0] < self[$1] || (self[$0] == self[$1] && $0 > $1)
    }
      ?? 0
  }
}
