// Mistake: Every error is taken for the end of the stream.
// Caught by: Only the end of the stream ends it well
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
        try tasks.run { answer in try send(answer) }
      }
    } catch {
      // Nothing more comes.
    }
  }
}
