// Mistake: It runs the tasks, and sends nothing back.
// Caught by: The worker runs what it receives, and answers
// Verdict: failed

import Groundwork

extension PoolWorker {
  func work() throws {
    do {
      while true {
        let tasks = try connection.receive(Tasks.self)
        try tasks.run { _ in }
      }
    } catch ConnectionError.closed {
      // The pool has hung up between two messages: there is no more to do.
    }
  }
}
