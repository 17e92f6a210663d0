import ModelFiles
import Testing

struct YAMLFieldsTests {
  private func fields(_ text: String) throws -> YAMLFields {
    try YAMLFields(
      YAMLNode(parsing: text, file: "a.yml"), known: ["name", "tags"])
  }

  @Test func fieldsAreTakenByName() throws {
    let fields = try fields("name: ' two words '\ntags: [a, b]\n")
    #expect(try fields.requiredText("name") == "two words")
    #expect(try fields.list("tags").map { try $0.text() } == ["a", "b"])
    #expect(try self.fields("name: x").list("tags").isEmpty)
    #expect(try self.fields("name: x")["tags"] == nil)
  }

  @Test(arguments: [
    ("name: x\n tagz: 1", "not YAML"), ("name: x\ntagz: 1", "no “tagz” here"),
    ("tags: [a]", "“name” is missing"), ("name:", "“name” is missing"),
    ("name: [a]", "a list of 1 where a text"), ("- name", "a list of 1 where"),
    ("text", "“text” where lines of the form name: value"),
    ("name: x\ntags: a", "“a” where a list"),
    ("name: x\ntags: [[]]", "a list of 0 where a text"),
  ])
  func whatDoesNotFitIsTold(_ text: String, _ reason: String) {
    let error = #expect(throws: YAMLError.self) {
      let fields = try fields(text)
      _ = try fields.requiredText("name")
      _ = try fields.list("tags").map { try $0.text() }
    }
    #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
  }
}
