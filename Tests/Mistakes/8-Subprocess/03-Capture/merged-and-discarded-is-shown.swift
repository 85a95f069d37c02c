// Mistake: "A merged error goes where the output goes, wherever that is": if the output is
// discarded, the error goes to the standard output of this process.
// Caught by: What is discarded goes to /dev/null
// Verdict: failed
import Groundwork

extension Subprocess {
  static func open(
    _ output: Output, _ error: ErrorOutput
  ) throws -> (output: OutputEnd, error: OutputEnd) {
    let first = try openOne(output)
    switch error {
    case .apart(let other): return (first, try openOne(other))
    case .merged:
      if case .descriptor = first.program { return (first, OutputEnd(program: first.program)) }
      let copy = try Descriptor.duplicate(1)
      return (first, OutputEnd(program: .descriptor(copy), temporary: copy))
    }
  }

  private static func openOne(_ output: Output) throws -> OutputEnd {
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
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = try buffer.withUnsafeMutableBytes { try end.read(into: $0) }
    if count == 0 { close() } else { bytes += buffer.prefix(count) }
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
