extension CellScript {
  /// Names that mean something else in the module.
  static let taken: Set<String> = [
    "x", "state", "weights", "hold", "step", "memory", "sums", "pairwise",
    "add", "subtract", "multiply", "divide", "larger", "smaller", "dot",
    "sigmoid", "normalised", "joined", "part", "spread", "Math",
    "Float64Array", "await", "break", "case", "catch", "class", "const",
    "continue", "debugger", "default", "delete", "do", "else", "enum", "eval",
    "export", "extends", "false", "finally", "for", "function", "if",
    "implements", "import", "in", "instanceof", "interface", "let", "new",
    "null", "package", "private", "protected", "public", "return", "static",
    "super", "switch", "this", "throw", "true", "try", "typeof", "undefined",
    "var", "void", "while", "with", "yield", "arguments", "NaN", "Infinity",
  ]

  /// Whether a name is an identifier as it is, apart from r1, q1 and the like,
  /// which the module gives itself.
  static func isPlain(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first else { return false }
    let isWord = name.unicodeScalars.allSatisfy {
      $0 == "_" || ("a"..."z").contains($0) || ("A"..."Z").contains($0)
        || ("0"..."9").contains($0)
    }
    let isOwn =
      "rq".unicodeScalars.contains(first) && name.unicodeScalars.count > 1
      && name.unicodeScalars.dropFirst().allSatisfy {
        ("0"..."9").contains($0)
      }
    return isWord && !("0"..."9").contains(first) && !isOwn
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  /// `.name`, or `["name"]` where that is no identifier.
  static func member(_ name: String) -> String {
    isPlain(name) ? ".\(name)" : "[\(quoted(name))]"
  }

  /// What the statements call.
  static let functions = """
    function pairwise(f) {
      return (a, b) => (typeof a === "number" ? b.map((v) => f(a, v))
        : typeof b === "number" ? a.map((v) => f(v, b))
          : a.map((v, k) => f(v, b[k])));
    }
    const add = pairwise((a, b) => a + b);
    const subtract = pairwise((a, b) => a - b);
    const multiply = pairwise((a, b) => a * b);
    const divide = pairwise((a, b) => a / b);
    const larger = pairwise(Math.max);
    const smaller = pairwise(Math.min);

    function dot(matrix, vector) {
      const size = vector.length;
      const result = new Float64Array(matrix.length / size);
      for (let row = 0, at = 0; row < result.length; row += 1) {
        let sum = 0;
        for (let k = 0; k < size; k += 1, at += 1) sum += matrix[at] * vector[k];
        result[row] = sum;
      }
      return result;
    }

    function sigmoid(vector) {
      return vector.map((z) => (z >= 0
        ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z))));
    }

    function normalised(vector, gain, shift) {
      const mean = vector.reduce((a, b) => a + b, 0) / vector.length;
      const centred = vector.map((v) => v - mean);
      const square = centred.reduce((a, b) => a + b * b, 0) / vector.length;
      const root = Math.sqrt(square + \(Arithmetic.epsilon));
      return add(multiply(centred.map((v) => v / root), gain), shift);
    }

    function joined(...vectors) {
      return Float64Array.from(vectors.flatMap((vector) => Array.from(vector)));
    }

    function part(vector, index, count) {
      const size = vector.length / count;
      return vector.slice(index * size, (index + 1) * size);
    }

    function spread(vector, length) {
      const size = length / vector.length;
      return Float64Array.from({ length }, (_, k) => vector[Math.floor(k / size)]);
    }

    """
}
