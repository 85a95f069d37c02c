// Mistake: It does one task and ends, as a process of lesson 1 does.
// Caught by: It goes on, task after task
// Verdict: failed

import Groundwork

extension PoolWorker {
  func work() throws {
    do {
      let tasks = try connection.receive(Tasks.self)
      try tasks.run { answer in try send(answer) }
    } catch ConnectionError.closed {
      // The pool has hung up.
    }
  }
}
