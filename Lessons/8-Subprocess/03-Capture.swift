import Groundwork

extension Subprocess {
  /// Opens what the program writes to.
  ///
  /// - Parameters:
  ///   - output: Where its standard output is to go.
  ///   - error: Where its standard error is to go.
  /// - Returns: For each, what the program has as its descriptor, what was made for it alone and is
  ///   to be closed here once it has it, and the end that this process reads from.
  /// - Throws: `SystemError`, such as EMFILE; nothing is left open then.
  static func open(
    _ output: Output, _ error: ErrorOutput
  ) throws -> (output: OutputEnd, error: OutputEnd) {
    todo("Make what output and error need: nothing, a pipe, or the same place for both.")
  }
}

extension Capture {
  /// Receives some of the bytes, and closes the end once there are no more.
  ///
  /// Blocks until there is something (`read`).
  ///
  /// - Throws: `SystemError`.
  package mutating func receive() throws {
    todo("Receive some bytes, and close the end when there are no more.")
  }
}

extension Streams {
  /// Receives all that the program writes to its captured streams.
  ///
  /// Blocks until both are at their end, or the program has ended.
  ///
  /// - Throws: `SystemError`.
  package mutating func readAll() throws {
    todo("Receive from both streams, each as something comes, until both are at their end.")
  }
}
