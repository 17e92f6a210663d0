extension CellScript {
  /// Names that mean something else in the module.
  static let taken: Set<String> = [
    "x", "state", "weights", "hold", "step", "memory", "sums", "pairwise",
    "add", "subtract", "multiply", "divide", "larger", "smaller", "each", "dot",
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
      return (a, b) => {
        if (typeof a === "number") return each(b, (v) => f(a, v));
        if (typeof b === "number") return each(a, (v) => f(v, b));
        const result = new Float64Array(a.length);
        for (let k = 0; k < a.length; k += 1) result[k] = f(a[k], b[k]);
        return result;
      };
    }
    const add = pairwise((a, b) => a + b);
    const subtract = pairwise((a, b) => a - b);
    const multiply = pairwise((a, b) => a * b);
    const divide = pairwise((a, b) => a / b);
    const larger = pairwise(Math.max);
    const smaller = pairwise(Math.min);

    function each(vector, f) {
      const result = new Float64Array(vector.length);
      for (let k = 0; k < vector.length; k += 1) result[k] = f(vector[k]);
      return result;
    }

    // Matrix times vector, added to what is given. Four rows at a time, whose
    // sums need not wait for one another.
    function dot(matrix, vector, onto = 0) {
      const size = vector.length;
      const rows = matrix.length / size;
      const result = typeof onto === "number"
        ? new Float64Array(rows).fill(onto) : onto.slice();
      let row = 0;
      for (; row + 4 <= rows; row += 4) {
        const first = row * size;
        const second = first + size;
        const third = second + size;
        const fourth = third + size;
        let a = 0, b = 0, c = 0, d = 0;
        for (let k = 0; k < size; k += 1) {
          const v = vector[k];
          a += matrix[first + k] * v;
          b += matrix[second + k] * v;
          c += matrix[third + k] * v;
          d += matrix[fourth + k] * v;
        }
        result[row] += a;
        result[row + 1] += b;
        result[row + 2] += c;
        result[row + 3] += d;
      }
      for (; row < rows; row += 1) {
        let sum = 0;
        for (let k = 0; k < size; k += 1) sum += matrix[row * size + k] * vector[k];
        result[row] += sum;
      }
      return result;
    }

    function sigmoid(vector) {
      return each(vector, (z) => {
        const e = Math.exp(-Math.abs(z));
        return (z >= 0 ? 1 : e) / (1 + e);
      });
    }

    function normalised(vector, gain, shift) {
      const mean = vector.reduce((a, b) => a + b, 0) / vector.length;
      const centred = subtract(vector, mean);
      const square = centred.reduce((a, b) => a + b * b, 0) / vector.length;
      const root = Math.sqrt(square + \(Arithmetic.epsilon));
      return add(multiply(divide(centred, root), gain), shift);
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
