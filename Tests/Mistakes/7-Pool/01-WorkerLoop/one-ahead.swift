// Mistake: It receives the next task before it answers the one before.
// Caught by: It answers each task before it waits for the next one
// Verdict: failed

import Groundwork

extension PoolWorker {
  func work() throws {
    do {
      var tasks = try connection.receive(Tasks.self)
      while true {
        let next = try connection.receive(Tasks.self)
        try tasks.run { answer in try send(answer) }
        tasks = next
      }
    } catch ConnectionError.closed {
      // The pool has hung up.
    }
  }
}
