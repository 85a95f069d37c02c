// Mistake: "What is not UTF-8 is replaced": bytes 0x80 to 0xbf at the front of a short error, where
// nothing is cut, are dropped in place of being replaced.
// Caught by: Bytes that are no text don't stop it
// Verdict: failed
import Groundwork

extension CompletedProcess {
  public var succeeded: Bool {
    status == .exited(0)
  }

  public func check() throws {
    if !succeeded {
      throw SubprocessError.failed(arguments, status, errorTail: errorTail)
    }
  }

  public var errorTail: String {
    var tail = error[...]
    while let last = tail.last, " \t\r\n".utf8.contains(last) { tail.removeLast() }
    tail = tail.suffix(2_000).drop { $0 & 0xc0 == 0x80 }
    let lines = String(decoding: tail, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.suffix(10).joined(separator: "\n")
  }
}
