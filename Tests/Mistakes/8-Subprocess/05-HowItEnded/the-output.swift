// Mistake: The end of the output is shown, not that of the error.
// Caught by: A failure throws the command, how it ended, and the end of its error
// Verdict: failed

import Groundwork

extension CompletedProcess {
  public var succeeded: Bool { status == .exited(0) }

  public func check() throws {
    guard succeeded else {
      throw SubprocessError.failed(arguments, status, errorTail: errorTail)
    }
  }

  public var errorTail: String {
    var tail = output[...]
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
