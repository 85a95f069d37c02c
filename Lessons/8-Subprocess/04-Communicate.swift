import Groundwork

extension Feed {
  /// Sends some of what is left, and closes the end as soon as nothing is.
  ///
  /// Doesn't block. A program that reads no more gets no more, which is its right and no error.
  ///
  /// - Throws: `SystemError`.
  package mutating func send() throws {
    todo("Send some of the input, and close its end as soon as all is sent.")
  }
}

extension Streams {
  /// Sends the input and receives the captured streams, each as it is ready.
  ///
  /// Blocks until all is done, and no longer than until `deadline`. Called again, it goes on.
  ///
  /// - Parameter deadline: When to give up.
  /// - Returns: Whether all is done; false if the deadline came first.
  /// - Throws: `SystemError`.
  package mutating func transfer(until deadline: Deadline) throws -> Bool {
    todo("Send and receive, each as it is ready, until all is done or the deadline comes.")
  }
}
