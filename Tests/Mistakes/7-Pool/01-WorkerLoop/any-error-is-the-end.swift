// Beginner: Every error is taken for the end of the stream.
// Caught by: Only the end of the stream ends it well
// Verdict: failed

import Groundwork

extension PoolWorker {
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
