// Mistake: "without white space at the end": what stands before the first line is lost, too, so "
// ^~~ here" comes without its indentation.
// Caught by: The end of a long error is its last ten lines
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
    if tail.count > 2_000 {
      tail = tail.suffix(2_000).drop { $0 & 0xc0 == 0x80 }
    }
    let lines = String(decoding: tail, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return String(lines.suffix(10).joined(separator: "\n").drop { $0.isWhitespace })
  }
}
