// Mistake: "When the pool has closed its end of `connection`, it returns": after two seconds
// without a task it returns, too, though the pool has not hung up.
// Caught by: However long there is no task, the worker waits for one
// Verdict: failed
import Groundwork

extension PoolWorker {
  func work() throws {
    do {
      while try connection.poll(timeout: .seconds(2)) {
        let tasks = try connection.receive(Tasks.self)
        try tasks.run { answer in try send(answer) }
      }
    } catch ConnectionError.closed {
      // The pool needs this worker no more.
    }
  }
}
