extension FixedWidthInteger {
  /// The whole number nearest to `value`: the lowest or highest there is for
  /// what lies beyond, zero for what is not a number.
  package init(
    clamping value: Double,
    rounded rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) {
    let whole = value.rounded(rule)
    self = Self(exactly: whole) ?? (whole > 0 ? .max : whole < 0 ? .min : 0)
  }
}
