#if Solutions
import CPlatform
import Groundwork
import Testing

@testable import Grading

@Suite("The record of a sandbox") struct RecordTests {
  @Test("Entries come back as they were added, the guard's last")
  func roundTrip() throws {
    let entries: [RecordEntry] = [
      .todo(goal: "Say hello.", file: "a.swift", line: 3, pid: 12),
      .testThread(7),
      .child(pid: 8, name: "ChildProcess-1", endsWithParent: true),
      .leftChild(pid: 9, isZombie: true, command: "sleep 1000"),
      .leftDescriptor(number: 4, target: "shared memory"),
      .issue(
        RecordedIssue(
          text: "Größe", comments: ["a", ""], arguments: "n → 1", fileID: "M/a.swift",
          filePath: "/a.swift", line: 1, column: 2)),
    ]
    try withRecord { record in
      record.addFromGuard(.ended(status: 256))
      for entry in entries { record.add(entry) }
      #expect(record.entries == entries + [.ended(status: 256)])
    }
  }

  @Test("What a killed process left unfinished is passed over")
  func unfinished() throws {
    try withRecord { record in
      record.add(.testThread(1))
      record.reserve(64)
      record.add(.testThread(2))
      #expect(record.entries == [.testThread(1), .testThread(2)])
    }
  }

  @Test("Memory that a test wrote over is read without harm")
  func garbage() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      try withRecord { record in
        for number in 0..<50 { record.add(.leftDescriptor(number: number, target: "x")) }
        record.add(.child(pid: .max, name: "x", endsWithParent: true))
        for _ in 0..<40 {
          record.damage(
            at: Int.random(in: 0..<4096, using: &random),
            UInt8.random(in: 0...255, using: &random))
        }
        // The number of what found no room.
        for place in 24..<32 { record.damage(at: place, 0xFF) }
        let outcome = Sandbox.Outcome(
          stage: record.stage, entries: record.entries, droppedCount: record.droppedCount)
        let test = TestResult(
          exercise: "1.1", test: "", function: "", verdict: .skipped, seconds: 0)
        _ = Judgement(outcome, of: test, deadline: .seconds(1))
        // Of a process that there is not.
        _ = HungReport(guardian: .max, record: record).text
      }
    }
  }

  private func withRecord(_ body: (Record) throws -> Void) throws {
    let memory = Descriptor(owning: workbook_memory(Record.byteCount))
    let record = try #require(Record(descriptor: memory.number))
    defer { record.unmap() }
    try body(record)
  }
}
#endif
