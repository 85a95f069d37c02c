// Mistake: It keeps what the tasks answer, and sends the last of it.
// Caught by: Whatever the tasks answer is sent, to the last one
// Verdict: failed

import Groundwork

extension PoolWorker {
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
