// Mistake: It receives all tasks before it answers the first one.
// Caught by: It answers each task before it waits for the next one
// Verdict: failed

import Groundwork

extension PoolWorker {
  func work() throws {
    var all: [Tasks] = []
    do {
      while true { all.append(try connection.receive(Tasks.self)) }
    } catch ConnectionError.closed {
      for tasks in all { try tasks.run { answer in try send(answer) } }
    }
  }
}
