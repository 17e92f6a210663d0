import LSTMCore
var rng = SplitMix64(seed: 1)
let m = CharacterModel(
  vocabulary: Vocabulary("abcdefghij".unicodeScalars), embeddingSize: 50,
  hiddenSizes: [128], using: &rng)
let ids = (0..<1000).map { 1 + $0 * 7 % 10 }
let clock = ContinuousClock()
for _ in 0..<8 {
  var t: Trace?
  let d = clock.measure { t = m.trace(over: ids) }
  print("trace", d / 1000, t!.steps[999][0][.hidden][3])
}
var v = Vector(normal: 128, using: &rng)
var d = clock.measure { for _ in 0..<10000 { v = tanh(v) } }
print("tanh 128", d / 10000)
d = clock.measure { for _ in 0..<10000 { v = sigmoid(v) } }
print("sigmoid 128", d / 10000)
let w = (m.stack.layers[0] as! LSTMCell).forgetGate.recurrent
d = clock.measure { for _ in 0..<10000 { v = w * v } }
print("matvec", d / 10000, v[0])
