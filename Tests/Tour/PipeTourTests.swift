#if Solutions
import Testing

extension Tour {
  @Test("A dialogue goes back and forth, in this order")
  func pipe() throws {
    let run = try tour(["pipe"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output == """
        Ada: I am Ada
        parent: hello
        Ada: Ada heard: hello
        parent: how are you?
        Ada: Ada heard: how are you?
        parent: goodbye
        Ada: Ada heard: goodbye

        """)
  }

  @Test("Two children talk to each other, and each hears the other one's lines in order")
  func twoEnds() throws {
    let run = try tour(["two-ends"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      lines(of: run.output) == [
        "Eve hears: Hello!", "Bob hears: Hello yourself!", "Eve hears: What is new?",
        "Bob hears: Nothing.",
      ])
  }

  @Test("One child sends, another one receives all of it, and then the end")
  func oneWay() throws {
    let run = try tour(["one-way"])
    let all = lines(of: run.output)
    let messages = ["hello", "hey", "how are you?"]
    #expect(run.status == 0, "\(run.errors)")
    #expect(all.first?.hasPrefix("The wrong direction: This end can only receive") == true)
    #expect(
      all.filter { $0.hasPrefix("Sent") } == messages.map { "Sent the message: \($0)" })
    #expect(
      all.filter { $0.hasPrefix("Received") || $0.hasPrefix("Nobody") }
        == messages.map { "Received the message: \($0)" } + ["Nobody can send any more."])
    #expect(all.count == 8)
  }

  @Test("Two strangers are introduced")
  func introduce() throws {
    let run = try tour(["introduce"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(lines(of: run.output).sorted() == ["Bob meets Eve", "Eve meets Bob"])
  }
}
#endif
