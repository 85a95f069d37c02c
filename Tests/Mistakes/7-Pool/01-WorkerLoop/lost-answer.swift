// Mistake: It drops the error of an answer that could not be sent.
// Caught by: An answer that nobody hears is an error
// Verdict: failed

import Groundwork

extension PoolWorker {
  func work() throws {
    do {
      while true {
        let tasks = try connection.receive(Tasks.self)
        try tasks.run { answer in try? send(answer) }
      }
    } catch ConnectionError.closed {
      // The pool has hung up between two messages: there is no more to do.
    }
  }
}
