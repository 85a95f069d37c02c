// Mistake: An end by a signal is taken for a success: there is no exit code.
// Caught by: Only the exit code 0 is success
// Verdict: failed

import Groundwork

extension CompletedProcess {
  public var succeeded: Bool {
    if case .exited(let code) = status { code == 0 } else { true }
  }

  public func check() throws {
    guard succeeded else {
      throw SubprocessError.failed(arguments, status, errorTail: errorTail)
    }
  }

  public var errorTail: String {
    var tail = error[...]
    while let last = tail.last, [9, 10, 13, 32].contains(last) { tail.removeLast() }
    if tail.count > 2_000 {
      // The bytes 10xxxxxx go on with a character that began before.
      tail = tail.suffix(2_000).drop { $0 & 0xc0 == 0x80 }
    }
    let lines = String(decoding: tail, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.suffix(10).joined(separator: "\n")
  }
}
