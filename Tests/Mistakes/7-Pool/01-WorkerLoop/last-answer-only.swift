// Mistake: It keeps what the tasks answer, and sends the last of it.
// Caught by: Whatever the tasks answer is sent, to the last one
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
      while true {
        let tasks = try connection.receive(Tasks.self)
        var last: (any Answering)?
        try tasks.run { answer in last = answer }
        if let last { try send(last) }
      }
    } catch ConnectionError.closed {
      // The pool has hung up between two messages: there is no more to do.
    }
  }
}
