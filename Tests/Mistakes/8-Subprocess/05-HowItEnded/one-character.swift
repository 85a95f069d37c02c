// Beginner: It splits at the character LF, which CR and LF together are not.
// Caught by: Lines may end as they do in other systems, by CR and LF
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
      tail = tail.suffix(2_000).drop { $0 & 0xc0 == 0x80 }
    }
    let lines = String(decoding: tail, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    return lines.suffix(10).joined(separator: "\n")
  }
}
