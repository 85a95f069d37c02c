import Groundwork

/// Where a test meets its children: they report, and wait at the gate until they are let go.
package final class Meeting: Sendable {
  package let arrivals: (reader: Descriptor, writer: Descriptor)
  package let gate: (reader: Descriptor, writer: Descriptor)

  package init() throws {
    arrivals = try Descriptor.pipe()
    gate = try Descriptor.pipe()
  }

  /// The next child's report.
  package func arrival(
    orElse problem: String = "no child process came up: its target should run in a new process"
  ) throws -> Arrival {
    let line = try arrivals.reader.readLine(orElse: problem)
    guard let line, let arrival = Arrival(line: line) else { throw TestFailure(problem) }
    return arrival
  }

  /// Lets every child go.
  package func letAllGo() {
    gate.writer.close()
  }

  /// Lets every child go, and closes everything.
  package func close() {
    for end in [gate.writer, gate.reader, arrivals.writer, arrivals.reader] { end.close() }
  }

  /// The reports that are left, once every child of the meeting has ended.
  ///
  /// No child can be started for it any more.
  package func arrivalsToTheEnd() throws -> [Arrival] {
    arrivals.writer.close()
    var rest: [Arrival] = []
    while let line = try arrivals.reader.readLine(orElse: "a child goes on though it was let go") {
      if let arrival = Arrival(line: line) { rest.append(arrival) }
    }
    return rest
  }

  /// Whether every child of the meeting ends within a few seconds.
  ///
  /// No child can be started for it any more.
  package func isEmpty() throws -> Bool {
    arrivals.writer.close()
    let deadline = Deadline(after: .seconds(4))
    while try arrivals.reader.waitUntilReadable(until: deadline) {
      if try arrivals.reader.readBytes(4096).isEmpty { return true }
    }
    return false
  }
}

/// What a child tells of itself when it has come up.
package struct Arrival: Equatable {
  package let pid: pid_t
  package let parentPid: pid_t
  package let number: Int
  package let name: String

  package init(number: Int) {
    pid = CurrentProcess.pid
    parentPid = CurrentProcess.parentPid
    self.number = number
    name = CurrentProcess.name
  }

  package init?(line: String) {
    let words = line.split(separator: " ", maxSplits: 3)
    guard words.count == 4, let pid = pid_t(words[0]), let parentPid = pid_t(words[1]),
      let number = Int(words[2])
    else { return nil }
    self.pid = pid
    self.parentPid = parentPid
    self.number = number
    name = String(words[3])
  }

  package var line: String { "\(pid) \(parentPid) \(number) \(name)" }
}
