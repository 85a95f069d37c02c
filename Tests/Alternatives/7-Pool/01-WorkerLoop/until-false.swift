// Alternative: The receiving is apart, and says by nil that the pool has hung up.

import Groundwork

extension PoolWorker {
  func work() throws {
    while let tasks = try next() {
      try tasks.run(send)
    }
  }

  private func next() throws -> Tasks? {
    do {
      return try connection.receive(Tasks.self)
    } catch ConnectionError.closed {
      return nil
    }
  }
}
