// Mistake: The end of the stream leaves the loop as an error.
// Caught by: When the pool hangs up, the worker ends, and that is no error
// Verdict: failed

import Groundwork

extension PoolWorker {
  func work() throws {
    while true {
      let tasks = try connection.receive(Tasks.self)
      try tasks.run { answer in try send(answer) }
    }
  }
}
