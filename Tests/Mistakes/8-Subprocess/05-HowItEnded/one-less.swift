// Mistake: Exactly 2,000 bytes are cut, too.
// Caught by: 2,000 bytes are not too many
// Verdict: failed

import Groundwork

extension CompletedProcess {
  public var succeeded: Bool {
    status == .exited(0)
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
      tail = tail.suffix(1_999).drop { $0 & 0xc0 == 0x80 }
    }
    let lines = String(decoding: tail, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.suffix(10).joined(separator: "\n")
  }
}
