import Grading
import Groundwork
import Testing

extension `7-Pool`.`03-Map` {
  @Test("Each chunk but the last one is full")
  func fullChunks() throws {
    var random = Seeded()
    let size = Int.random(in: 3...4, using: &random)
    let count = 2 * size + 1
    let meeting = try Meeting()
    defer { meeting.close() }
    try withPool(try ProcessPool(staffedWith: 2)) { pool in
      let open = try Descriptor.pipe()
      defer { open.reader.close() }
      open.writer.close()
      // The first task of the second chunk waits, and so do those behind it.
      let call = try Observed {
        try pool.map(
          (0..<count).map {
            Visit($0, to: meeting, through: $0 == size ? meeting.gate.reader : open.reader)
          }, chunk: size)
      }
      let before = try (0..<(count - size + 1)).map { _ in
        try meeting.arrival(
          orElse: """
            with chunk \(size), \(count) tasks are two full chunks and one of a single task. One worker waits \
            in the second chunk: the other one should do the rest; \(random)
            """)
      }
      meeting.letAllGo()
      _ = try call.value(orElse: "all tasks are done, and map doesn't return")
      #expect(
        Set(before.map(\.number)) == Set(0...size).union([count - 1]),
        """
        with chunk \(size), the worker that waits in task \(size) has \(size - 1) more behind it: a chunk is \
        full, and only the last one may be shorter. Those that began meanwhile: \(before.map(\.number)); \
        \(random)
        """)
    }
  }
}
