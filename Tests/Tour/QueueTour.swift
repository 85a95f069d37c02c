#if Solutions
import Foundation
import Testing

extension Tour {
  @Test("The colors are popped in the order in which they were pushed")
  func queue() throws {
    let run = try tour(["queue"])
    #expect(run.status == 0, "\(run.errors)")
    let items = zip(1..., ["red", "green", "blue", "black"]).map { "item no: \($0) \($1)" }
    #expect(
      lines(of: run.output).filter { !$0.isEmpty }
        == ["pushing items to queue:"] + items + ["popping items from queue:"] + items)
  }

  @Test("Ten greetings are set by one child and got by another one, until the queue is empty")
  func setAndGet() throws {
    let run = try tour(["set-and-get"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(lines(of: run.output) == (0..<10).map { "hello\($0)" } + ["the queue is empty"])
  }

  @Test("Each letter is put, then got, and the last one is not lost")
  func writerReader() throws {
    let run = try tour(["writer-reader"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(of: run.output).map { String($0.replacing(/: \d+$/, with: ": PID")) }
    #expect(
      lines.sorted()
        == ["A", "B", "C"].map { "Get \($0) from queue." }
        + ["Process to read: PID", "Process to write: PID"]
        + ["A", "B", "C"].map { "Put \($0) to queue..." })
    for letter in ["A", "B", "C"] {
      let put = try #require(lines.firstIndex(of: "Put \(letter) to queue..."))
      let got = try #require(lines.firstIndex(of: "Get \(letter) from queue."))
      #expect(put < got, "\(lines)")
    }
    #expect(
      lines.filter { $0.hasPrefix("Get") } == ["A", "B", "C"].map { "Get \($0) from queue." })
  }

  @Test("The consumer processes everything in order, and ends at the sentinel")
  func producerConsumer() throws {
    let run = try tour(["producer-consumer"])
    #expect(run.status == 0, "\(run.errors)")
    let creating = "Creating data and putting it on the queue"
    let lines = lines(of: run.output)
    #expect(lines.first == creating, "\(lines)")
    #expect(
      lines.dropFirst()
        == [5, 10, 13].flatMap { ["data found to be processed: \($0)", "\($0 * 2)"] }[...]
        + ["nothing is left to be processed"])
  }

  @Test("Four workers share ten tasks, and each task is done once")
  func taskFarm() throws {
    let run = try tour(["task-farm"])
    #expect(run.status == 0, "\(run.errors)")
    let tasks = (0..<10).map { "Task no \($0)" }
    let lines = lines(of: run.output)
    // The first ten lines say who takes which, and the rest who has done it.
    #expect(lines.prefix(10).sorted() == tasks, "\(lines)")
    let words = lines.dropFirst(10).map { $0.components(separatedBy: " is done by ") }
    try #require(words.allSatisfy { $0.count == 2 }, "\(lines)")
    #expect(words.map(\.[0]).sorted() == tasks)
    #expect(Set(words.map(\.[1])) == Set((1...4).map { "ChildProcess-\($0)" }))
  }
}
#endif
