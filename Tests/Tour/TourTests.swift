#if Solutions
import Foundation
import Testing

/// Runs the programs as `swift run tour` does, and compares what they print.
///
/// Children print in any order, and pids vary: lines are sorted, and `PID` stands for a number of
/// a process.
@Suite struct Tour {
  @Test(
    "A program prints what the tutorial shows",
    arguments: [
      (
        "process",
        """
        ChildProcess-1 is alive: false
        ChildProcess-1 is process PID
        ChildProcess-2 is alive: false
        ChildProcess-2 is process PID
        both have ended
        the main program is process PID
        worker 1 is process PID, child of PID
        worker 2 is process PID, child of PID
        """
      ),
      (
        "arguments",
        """
        The name of the continent is Africa
        The name of the continent is America
        The name of the continent is Asia
        The name of the continent is Europe
        """
      ),
      (
        "subclass",
        """
        I am the process with id 0
        I am the process with id 1
        """
      ),
      (
        "isolation",
        (0...9).map { "Append \($0): the list has 1 element\n" }.joined()
          + "MainProcess: the list has 0 elements"
      ),
      (
        "all-at-once",
        ["exited with code 0", "goes on: all 4 are here", "has come"]
          .flatMap { text in (1...4).map { "\($0) \(text)" } }.sorted().joined(separator: "\n")
      ),
      (
        "fork",
        """
        before: value is 1
        in the copy, process PID: value is 11
        in the original, after that: value is 1
        """
      ),
    ])
  func prints(name: String, expected: String) throws {
    let run = try tour([name])
    #expect(run.status == 0, "\(run.errors)")
    #expect(lines(of: run.output).sorted().joined(separator: "\n") == expected)
  }

  @Test("The list of processes shows them ready, running or ended, and ended")
  func names() throws {
    let lists = lines(of: try tour(["names"]).output).filter { $0.hasPrefix("[") }
    try #require(lists.count == 3)
    #expect(
      lists[0] == "[ChildProcess-1 (ready), my service (ready), ChildProcess-2 (ready)]")
    #expect(
      lists[2] == """
        [ChildProcess-1 (pid PID, exited with code 0), my service (pid PID, exited with code 0), \
        ChildProcess-2 (pid PID, exited with code 0)]
        """)
  }

  @Test("The processor count is that of the system")
  func processorCount() throws {
    let count = ProcessInfo.processInfo.activeProcessorCount
    #expect(try tour(["cpu-count"]).output.hasPrefix("Number of processors: \(count)\n"))
  }

  @Test("Four children meet: all have come before one goes on")
  func order() throws {
    let lines = lines(of: try tour(["all-at-once"]).output)
    #expect(lines.prefix(4).allSatisfy { $0.hasSuffix("has come") }, "\(lines)")
  }

  @Test("Two workers start, meet, and finish")
  func workers() throws {
    let run = try tour(["workers"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(of: run.output)
    #expect(lines.prefix(2).sorted() == ["Worker 1 started", "Worker 2 started"], "\(lines)")
    #expect(
      lines.dropFirst(2).prefix(2).sorted() == ["Worker 1 finished", "Worker 2 finished"],
      "\(lines)")
    #expect(lines.dropFirst(4) == ["both workers have finished"], "\(lines)")
  }

  @Test("Ten children know their names, and so does their list")
  func tenNames() throws {
    let run = try tour(["ten-names"])
    #expect(run.status == 0, "\(run.errors)")
    let all = lines(of: run.output)
    let names = (0..<10).map { "child \($0)" }
    #expect(all.filter { $0.hasPrefix("I am") }.sorted() == names.map { "I am \($0)" })
    let lists = all.filter { $0.hasSuffix("]") }
    try #require(lists.count == 2 && all.count == 12, "\(all)")
    let ended = names.map { "\($0) (pid PID, exited with code 0)" }.joined(separator: ", ")
    #expect(lists[0].replacing("running", with: "exited with code 0") == "started: [\(ended)]")
    #expect(lists[1] == "joined: [\(ended)]")
    #expect(all.last == lists[1], "\(all)")
  }
}

/// The lines, with `PID` in place of the numbers of processes.
func lines(of output: String) -> [String] {
  output.split(separator: "\n").map {
    String($0).replacing(/(process|child of|pid) \d+/) { "\($0.1) PID" }
  }
}

/// Runs the built tour, which lies beside the test binary.
func tour(
  _ arguments: [String]
) throws -> (status: CInt, output: String, errors: String) {
  let process = Process()
  process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "tour")
  process.arguments = arguments
  let output = Pipe()
  let errors = Pipe()
  process.standardOutput = output
  process.standardError = errors
  try process.run()
  // Both are short: neither pipe can fill while the other is read.
  let text = (
    try output.fileHandleForReading.readToEnd(), try errors.fileHandleForReading.readToEnd()
  )
  process.waitUntilExit()
  return (
    process.terminationStatus, String(decoding: text.0 ?? Data(), as: UTF8.self),
    String(decoding: text.1 ?? Data(), as: UTF8.self)
  )
}
#endif
