// Mistake: "Does the work, on the main thread of a worker" (PoolTask): the loop is on a thread of
// its own, and so are the tasks.
// Caught by: The tasks are run on the main thread
// Verdict: failed
import Groundwork
import Synchronization

extension PoolWorker {
  func work() throws {
    let end = End()
    let (reader, writer) = try Descriptor.pipe()
    try BackgroundThread {
      let result = Result { try loop() }
      end.error.withLock { error in
        if case .failure(let thrown) = result { error = thrown }
      }
      writer.close()
    }
    _ = try reader.waitUntilReadable()
    if let error = end.error.withLock({ $0 }) { throw error }
  }

  private final class End: Sendable {
    let error = Mutex<(any Error)?>(nil)
  }

  private func loop() throws {
    do {
      while true {
        let tasks = try connection.receive(Tasks.self)
        try tasks.run { answer in try send(answer) }
      }
    } catch ConnectionError.closed {
      // The pool needs this worker no more.
    }
  }
}
