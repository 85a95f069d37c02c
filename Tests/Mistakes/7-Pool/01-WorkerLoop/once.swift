// Mistake: It does one task and ends, as a process of lesson 1 does.
// Caught by: It goes on, task after task
// Verdict: failed

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
    do {
      let tasks = try connection.receive(Tasks.self)
      try tasks.run { answer in try send(answer) }
    } catch ConnectionError.closed {
      // The pool has hung up.
    }
  }
}
