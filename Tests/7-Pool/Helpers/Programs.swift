import Grading
import Groundwork
import Testing

// The tasks of exercise 7.11.

/// Counts, and then throws or not.
struct Unwilling: PoolTask {
  struct Refusal: Error, CustomStringConvertible {
    let description = "I won't"
  }

  let isBad: Bool
  let runs: SharedWord

  func run() throws -> Bool {
    runs.add(1)
    if isBad { throw Refusal() }
    return true
  }
}

/// Is done at once; but its worker stays at its exit until it is let go.
struct Lingering: PoolTask {
  private nonisolated(unsafe) static var visit: Visit?

  let visit: Visit

  func run() -> Bool {
    Self.visit = visit
    atexit { _ = try? Lingering.visit?.run() }
    return true
  }
}

/// Takes its time, and measures it.
struct Nap: PoolTask {
  struct Report: Codable {
    let number: Int
    let duration: Duration
  }

  let number: Int

  func run() -> Report {
    let duration = ContinuousClock().measure {
      usleep(20_000)  // sleeps: so that a task takes time
    }
    return Report(number: number, duration: duration)
  }
}
