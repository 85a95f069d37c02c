// Alternative: The receiving is apart, and says by nil that the pool has hung up.

import Groundwork

extension PoolWorker {
  /// Does what the pool asks for: receives tasks (`Tasks`), runs them, and sends each answer, again
  /// and again.
  ///
  /// Blocks while there is nothing to do. When the pool has closed its end of `connection`, it
  /// returns: a worker that isn't needed any more is no error.
  ///
  /// - Throws: What `receive` and `send` throw otherwise.
  func work() throws {
    while let tasks = try next() {
      try tasks.run(send)
    }
  }

  /// The next tasks; nil when the pool has hung up.
  private func next() throws -> Tasks? {
    do {
      return try connection.receive(Tasks.self)
    } catch ConnectionError.closed {
      return nil
    }
  }
}
