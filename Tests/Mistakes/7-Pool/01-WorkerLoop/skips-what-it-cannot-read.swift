// Mistake: "Any other error leaves it": an order that cannot be decoded is skipped without an answer; `work` does not throw the DecodingError, and the pool waits for ever.
// Caught by: What can't be read is an error
// Verdict: failed
import Groundwork

extension PoolWorker {
  func work() throws {
    do {
      while true {
        do {
          let tasks = try connection.receive(Tasks.self)
          try tasks.run { answer in try send(answer) }
        } catch is DecodingError {
          continue
        }
      }
    } catch ConnectionError.closed {
      // The pool needs this worker no more.
    }
  }
}
