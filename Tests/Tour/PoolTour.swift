#if Solutions
import Foundation
import Testing

extension Tour {
  @Test("Five tasks are done by four processes")
  func pool() throws {
    let run = try tour(["pool"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(of: run.output)
    #expect(lines.first == "parent process PID")
    #expect(
      lines.dropFirst().prefix(6).sorted()
        == (0..<5).map { "task \($0) runs in process PID" } + [
          "waiting for all tasks to be done"
        ])
    for (number, line) in lines.dropFirst(7).prefix(5).enumerated() {
      #expect(line.contains(try Regex("^task \(number) ran for [0-9]+\\.[0-9] seconds$")))
    }
    #expect(lines.dropFirst(12) == ["all tasks are done, by 4 processes"], "\(lines)")
  }

  @Test("One square comes first, and the others in the order of the numbers")
  func poolMap() throws {
    let run = try tour(["pool-map"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(of: run.output)
    // On a busy machine, a second may be too short.
    #expect(["100", "not done in a second"].contains(lines.first), "\(lines)")
    #expect(lines.dropFirst() == ["[0, 1, 4, 9, 16, 25, 36, 49, 64, 81]"])
  }

  @Test("Two workers share four tasks")
  func poolTimed() throws {
    let run = try tour(["pool-timed"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(of: run.output)
    let takes = ["A takes 0.5", "B takes 0.2", "C takes 0.1", "D takes 0.3"]
    #expect(
      lines.prefix(8).sorted()
        == (takes.map { "task \($0) seconds" } + "ABCD".map { "task \($0) is done" }).sorted())
    let times = lines.dropFirst(8)
    #expect(times.count == 4, "\(lines)")
    for (name, line) in zip("ABCD", times) {
      #expect(
        line.contains(
          try Regex("^\(name): [0-9]+\\.[0-9] seconds, by the (first|second) worker$")))
    }
    #expect(times.contains { $0.hasSuffix("first worker") }, "\(lines)")
  }

  @Test("Two workers work, though nobody asks for what they return")
  func poolUnasked() throws {
    let run = try tour(["pool-unasked"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(of: run.output)
    #expect(lines.prefix(2).sorted() == ["worker 1 works", "worker 2 works"])
    #expect(lines.dropFirst(2) == ["both are done"])
  }

  @Test("A task that ends its worker fails, and no other one")
  func poolAccident() throws {
    let run = try tour(["pool-accident"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      lines(of: run.output) == [
        "10 / … = 10", "10 / … = 5", "a worker has died: it exited with code 3", "10 / … = 2",
      ])
  }

  @Test("A new worker comes up after every two tasks")
  func poolRecycle() throws {
    let run = try tour(["pool-recycle"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(of: run.output)
    #expect(lines.count { $0 == "a worker comes up" } == 3, "\(lines)")
    #expect(
      lines.filter { $0 != "a worker comes up" }
        == (1...6).map { "the square of \($0) is \($0 * $0)" })
  }

  @Test("The pool answers asynchronous code")
  func executor() throws {
    let run = try tour(["executor"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      lines(of: run.output) == [
        "10000019 is prime: true", "1000000007 is prime: true", "3000000021 is prime: false",
        "561 is prime: false", "97 is prime: true",
      ])
  }

  @Test("Results come in the order in which they are there")
  func asTheyCome() throws {
    let run = try tour(["as-they-come"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      lines(of: run.output).sorted()
        == [1, 4, 8].map { "the task of 0.\($0) seconds is done" })
  }
}
#endif
