import LSTMCore

/// Which layer a tensor belongs to, as the end of its name tells: `_l0`, or
/// `_l0_reverse` where the layer reads from the last input to the first.
struct LayerPlace: Hashable {
  /// The layer, counted from 0.
  let number: Int
  /// Which way it reads.
  var direction = Direction.forward

  /// The end of the names of its tensors.
  var suffix: String {
    "_l\(number)" + (direction == .reverse ? "_reverse" : "")
  }
}
