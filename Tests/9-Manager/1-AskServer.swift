import Grading
import Groundwork
import Testing

extension `9-Manager` {
  @Suite(.exercise("9.1")) struct `1-AskServer` {
    @Test("A request is sent, and its reply is the result")
    func ask() throws {
      var random = Seeded()
      let manager = try Manager()
      let d = try manager.dictionary(["a": 1])
      try d.set("b", to: 2)
      #expect(try d.contents == ["a": 1, "b": 2])
      #expect(throws: ManagerError.self) { try d.remove("x") }
      let l = try manager.list([String]())
      let c = try appendInChildren(["a", "b"], to: l)
      #expect(c.map(\.exitStatus) == [.exited(0), .exited(0)])
      #expect(try l.contents.sorted() == ["a", "b"])
      _ = random.next()
      try manager.close()
      #expect(throws: ManagerError.gone) { try d.get("x") }
    }
  }
}
