#if Solutions
import Groundwork
import Testing

/// How a child ended: its exit code, or minus the signal.
func wait(for pid: pid_t) throws -> CInt {
  var status: CInt = 0
  while waitpid(pid, &status, 0) != pid {
    guard errno == EINTR else { throw SystemError("waitpid") }
  }
  let signal = status & 0x7f
  return signal == 0 ? (status >> 8) & 0xff : -signal
}

/// Reads until the end.
func readAll(_ reader: Descriptor) throws -> String {
  var bytes: [UInt8] = []
  try withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
    while case let count = try reader.read(into: buffer), count > 0 {
      bytes += buffer[..<count]
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

extension Descriptor {
  /// Writes all of `text`.
  func write(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty { rest = rest.dropFirst(try rest.withUnsafeBytes { try write($0) }) }
  }
}

/// Launches what `make` returns, and returns what it wrote to the descriptor and how it ended.
func transcript(
  name: String = "Child", endsWithParent: Bool = false,
  _ make: (Descriptor) throws -> some ProcessTarget
) throws -> (text: String, status: CInt) {
  let (reader, writer) = try Descriptor.pipe()
  let pid = try launch(make(writer), name: name, endsWithParent: endsWithParent)
  // Or the end would never come.
  writer.close()
  let text = try readAll(reader)
  return (text, try wait(for: pid))
}

/// Launches `target` with its standard output and error going to a pipe; returns all of that, and
/// how it ended.
func output(
  of target: some ProcessTarget, name: String = "Child"
) throws -> (text: String, status: CInt) {
  try transcript(name: "Redirected") { Redirected(writer: $0, target: target, name: name) }
}

/// Launches a target whose output goes to `writer`, and ends as it does.
struct Redirected<Target: ProcessTarget>: ProcessTarget {
  let writer: Descriptor
  let target: Target
  let name: String

  func run() throws {
    dup2(writer.number, 1)
    dup2(writer.number, 2)
    // A backtrace would be part of the output, and takes long.
    setenv("SWIFT_BACKTRACE", "enable=no", 1)
    let status = try wait(for: launch(target, name: name))
    if status < 0 {
      // Not to the runtime's handler, which is there for crashes and returns.
      signal(-status, SIG_DFL)
      raise(-status)
    }
    exit(status)
  }
}

/// The descriptors above 2 that this process has open.
func openDescriptors() -> [CInt] {
  (3..<1024).filter { fcntl($0, F_GETFD) != -1 }
}
#endif
