// Mistake: As long as a read fills the buffer, it reads again.
// Caught by: receive does not wait for more than is there
// Verdict: failed

import Groundwork

extension Subprocess {
  static func open(
    _ output: Output, _ error: ErrorOutput
  ) throws -> (output: OutputEnd, error: OutputEnd) {
    let first = try open(output)
    switch (error, output) {
    case (.apart(let other), _): return (first, try open(other))
    case (.merged, .inherited):
      let copy = try Descriptor.duplicate(1)
      return (first, OutputEnd(program: .descriptor(copy), temporary: copy))
    case (.merged, _): return (first, OutputEnd(program: first.program))
    }
  }

  private static func open(_ output: Output) throws -> OutputEnd {
    switch output {
    case .inherited: return OutputEnd(program: .inherited)
    case .discarded: return OutputEnd(program: .null)
    case .descriptor(let descriptor): return OutputEnd(program: .descriptor(descriptor))
    case .captured:
      let (reader, writer) = try Descriptor.pipe()
      return OutputEnd(program: .descriptor(writer), temporary: writer, end: reader)
    }
  }
}

extension Capture {
  package mutating func receive() throws {
    guard let end else { return }
    let capacity = 1 << 16
    var count = capacity
    while count == capacity {
      count = try withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 16) { buffer in
        let count = try end.read(into: buffer)
        bytes.append(contentsOf: buffer[..<count])
        return count
      }
    }
    if count == 0 { close() }
  }
}

extension Streams {
  package mutating func readAll() throws {
    while output.isOpen || error.isOpen {
      guard let ready = try wait() else { return }
      if ready.output { try output.receive() }
      if ready.error { try error.receive() }
    }
  }
}
