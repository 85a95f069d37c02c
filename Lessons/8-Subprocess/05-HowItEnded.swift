import Groundwork

extension CompletedProcess {
  /// Whether the program ended by itself, and says that all went well: with the exit code 0.
  public var succeeded: Bool {
    todo("Tell success from every other end.")
  }

  /// Throws if the program failed.
  ///
  /// - Throws: `SubprocessError.failed` with the command, how it ended, and the end of its standard
  ///   error, where programs say what went wrong.
  public func check() throws {
    todo("Throw if the program failed, and say how and why.")
  }

  /// The last ten lines of what the program wrote to its standard error, and no more than 2,000
  /// bytes of them.
  ///
  /// What is not UTF-8 is replaced; a character that is cut at the front is left out, as are spaces,
  /// tabs and line ends at the end. A newline stands between two lines, and an empty line counts.
  public var errorTail: String {
    todo("Find the last lines of the standard error.")
  }
}
