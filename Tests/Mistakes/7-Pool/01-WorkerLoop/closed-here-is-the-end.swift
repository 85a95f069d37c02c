// Mistake: A connection that was closed here is taken for the end.
// Caught by: A connection that this process has closed is an error
// Verdict: failed

import Groundwork

extension PoolWorker {
  func work() throws {
    do {
      while true {
        let tasks = try connection.receive(Tasks.self)
        try tasks.run { answer in try send(answer) }
      }
    } catch let error as ConnectionError {
      switch error {
      case .closed, .closedHere: return
      default: throw error
      }
    }
  }
}
