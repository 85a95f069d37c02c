import Groundwork

extension CompletedProcess {
  /// Whether the program ended by itself, and says that all went well: with the exit code 0.
  public var succeeded: Bool {
    status == .exited(0)
  }

  /// Throws if the program failed.
  ///
  /// - Throws: `SubprocessError.failed` with the command, how it ended, and the end of its standard
  ///   error, where programs say what went wrong.
  public func check() throws {
    guard succeeded else {
      throw SubprocessError.failed(arguments, status, errorTail: errorTail)
    }
  }

  /// The last ten lines of what the program wrote to its standard error, and no more than 2,000
  /// bytes of them.
  ///
  /// What is not UTF-8 is replaced; a character that is cut at the front is left out, as are spaces,
  /// tabs and line ends at the end. A newline stands between two lines, and an empty line counts.
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
