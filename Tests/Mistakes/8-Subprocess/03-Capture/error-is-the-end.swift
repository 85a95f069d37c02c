// Beginner: A read that fails is taken for the end of the stream.
// Caught by: An error of a read is thrown, and is not the end
// Verdict: failed

import Groundwork

extension Subprocess {
  static func open(
    _ output: Output, _ error: ErrorOutput
  ) throws -> (output: OutputEnd, error: OutputEnd) {
    let first = try open(output)
    switch (error, first.program) {
    case (.merged, .inherited):
      // Where *output* goes. An inherited error would go where the error of this process goes.
      let copy = try Descriptor.duplicate(1)
      return (first, OutputEnd(program: .descriptor(copy), temporary: copy))
    case (.merged, let program):
      return (first, OutputEnd(program: program))
    case (.apart(let error), _):
      return (first, try open(error))
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
    let count = withUnsafeTemporaryAllocation(byteCount: 1 << 17, alignment: 16) { buffer in
      let count = (try? end.read(into: buffer)) ?? 0
      bytes.append(contentsOf: buffer[..<count])
      return count
    }
    if count == 0 { close() }
  }
}

extension Streams {
  package mutating func readAll() throws {
    while output.isOpen || error.isOpen {
      // Never only one of them: the program may be waiting for room in the other.
      guard let ready = try wait() else { return }
      if ready.output { try output.receive() }
      if ready.error { try error.receive() }
    }
  }
}
