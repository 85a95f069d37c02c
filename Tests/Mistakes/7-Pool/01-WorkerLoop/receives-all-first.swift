// Mistake: It receives all tasks before it answers the first one.
// Caught by: It answers each task before it waits for the next one
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
    var all: [Tasks] = []
    do {
      while true { all.append(try connection.receive(Tasks.self)) }
    } catch ConnectionError.closed {
      for tasks in all { try tasks.run { answer in try send(answer) } }
    }
  }
}
