#if Solutions
import Grading
import Groundwork
import Testing

/// Leads a session of its own, and waits at a gate.
struct SessionLeader: ProcessTarget {
  let reports: Descriptor
  let gate: Descriptor
  let limit: Duration?

  func run() throws {
    setsid()
    try reports.writeLine("I sleep now")
    _ = try gate.waitUntilReadable(until: Deadline(after: limit))
  }
}

@Suite("A standstill") struct StandstillTests {
  @Test("is one where a process waits for something that nobody does")
  func blocked() throws {
    try withLeader(limit: nil) { session in
      let deadline = Deadline(after: .seconds(6))
      while !session.look() {
        if deadline.hasPassed { throw TestFailure("a blocked process is taken for a busy one") }
        sched_yield()
      }
    }
  }

  @Test("is none where the time goes on, or where nobody is")
  func limited() throws {
    try withLeader(limit: .seconds(600)) { session in
      var isStill = false
      for _ in 1...300 { isStill = session.look() || isStill }
      #expect(!isStill, "a sleep that time ends is taken for one that nobody ends")
    }
    // No session has this number.
    var nobody = Standstill(session: -1)
    let looks = [nobody.look(), nobody.look()]
    #expect(looks == [false, false])
  }

  private func withLeader(
    limit: Duration?, _ body: (inout Standstill) throws -> Void
  ) throws {
    let reports = try Descriptor.pipe()
    let gate = try Descriptor.pipe()
    defer { for end in [reports.reader, reports.writer, gate.reader, gate.writer] { end.close() } }
    let leader = try TestChild(
      SessionLeader(reports: reports.writer, gate: gate.reader, limit: limit))
    defer { leader.kill() }
    _ = try reports.reader.readLine(orElse: "no process came up")
    var session = Standstill(session: leader.pid)
    try body(&session)
  }
}
#endif
