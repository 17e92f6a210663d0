import LSTMCore
import Testing

struct VectorTests {
  @Test func aPartIsAValueOfItsOwn() {
    let whole: Vector = [1, 2, 3, 4, 5]
    var part = whole[1..<4]
    part[0] = 20
    part += [1, 1, 1]
    #expect(part.elements == [21, 4, 5])
    #expect(whole.elements == [1, 2, 3, 4, 5])
    #expect(part[1..<3][1] == 5)
  }

  @Test func aPartOutlivesTheWhole() {
    var vector: Vector = [1, 2, 3]
    let part = vector[1..<3]
    vector = []
    #expect(part.elements == [2, 3])
    #expect(vector.count == 0 && vector.elements.isEmpty)
  }

  @Test func oneQuantityIsWrittenAndNoOther() {
    let recorded = Step([.cell, .hidden], [[1, 2, 3], [4, 5]])
    var step = recorded
    step[.cell] += [10, 10, 10]
    step[.hidden][1] = 50
    #expect(step[.cell].elements == [11, 12, 13])
    #expect(step[.hidden].elements == [4, 50])
    #expect(recorded[.cell].elements == [1, 2, 3])
    #expect(recorded[.hidden].elements == [4, 5])
  }

  @Test func rowsAreValuesOfTheirOwn() {
    var matrix = Matrix(rows: 2, columns: 2, [1, 2, 3, 4])
    let row = matrix[row: 1]
    matrix[1, 0] = 30
    matrix[row: 0] = row
    #expect(row.elements == [3, 4])
    #expect(matrix.elements == [3, 4, 30, 4])
  }

  @Test func equalityIsThatOfTheValues() {
    let whole: Vector = [0, 1, 0, 1, .nan]
    #expect(whole[0..<2] == whole[2..<4])
    #expect(whole[0..<2] != whole[1..<3])
    #expect(whole[0..<2] != whole[0..<3])
    #expect(whole[4..<5] != Vector([.nan]))
    #expect(Vector([]) == Vector(zeros: 0))
    #expect(whole[0..<2].description == "[0.0, 1.0]")
  }

  @Test(arguments: [-1074, -1030, -532, 0, 508, 664, 1019])
  func normsOfAnySizeKeepTheirDigits(exponent: Int) {
    let scale = Double(sign: .plus, exponent: exponent, significand: 1)
    #expect(Vector([scale, 0]).norm == scale)
    let found = (scale * Vector([3, -4, 0, 0, 12])).norm
    #expect(abs(found / scale - 13) < 1e-14)
  }

  @Test func normsOfWhatIsNotANumber() {
    #expect(Vector(zeros: 5).norm == 0)
    #expect(Vector([1, .infinity]).norm == .infinity)
    #expect(Vector([.infinity, .nan]).norm.isNaN)
    #expect(Vector([1e300, .nan]).norm.isNaN)
  }
}
