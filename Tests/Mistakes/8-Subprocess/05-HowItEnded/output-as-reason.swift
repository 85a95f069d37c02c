// Mistake: Without a standard error, the end of the output is given as the reason.
// Caught by: run throws if it is told to check, and not otherwise
// Verdict: failed

import Groundwork

extension CompletedProcess {
  public var succeeded: Bool { status == .exited(0) }

  public func check() throws {
    guard !succeeded else { return }
    // Merged, or on the wrong stream: better than nothing.
    let reason = CompletedProcess(
      arguments: arguments, status: status, error: error.isEmpty ? output : error)
    throw SubprocessError.failed(arguments, status, errorTail: reason.errorTail)
  }

  public var errorTail: String {
    var tail = error[...]
    while let last = tail.last, [9, 10, 13, 32].contains(last) { tail.removeLast() }
    if tail.count > 2_000 { tail = tail.suffix(2_000).drop { $0 & 0xc0 == 0x80 } }
    let lines = String(decoding: tail, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.suffix(10).joined(separator: "\n")
  }
}
