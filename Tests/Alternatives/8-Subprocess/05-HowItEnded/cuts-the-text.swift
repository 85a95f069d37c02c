// Alternative: It cuts the text, character by character.

import Groundwork

extension CompletedProcess {
  public var succeeded: Bool { status == .exited(0) }

  public func check() throws {
    guard succeeded else {
      throw SubprocessError.failed(arguments, status, errorTail: errorTail)
    }
  }

  public var errorTail: String {
    var tail = error[...]
    while let last = tail.last, [9, 10, 13, 32].contains(last) { tail.removeLast() }
    var text = Substring(String(decoding: tail, as: UTF8.self))
    while text.utf8.count > 2_000 { text.removeFirst() }
    let lines =
      text
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.suffix(10).joined(separator: "\n")
  }
}
