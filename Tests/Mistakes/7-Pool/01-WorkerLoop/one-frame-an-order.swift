// Mistake: It calls itself for the next order, so that a stack frame stays for each.
// Caught by: It goes on for many thousand tasks, and needs no more stack for that
// Verdict: failed

import Groundwork

extension PoolWorker {
  func work() throws {
    do {
      let tasks = try connection.receive(Tasks.self)
      try tasks.run { answer in try send(answer) }
      try work()
    } catch ConnectionError.closed {
      return
    }
  }
}
