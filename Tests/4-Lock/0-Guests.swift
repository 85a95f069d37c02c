import Grading
import Groundwork

/// A child that takes a permit, comes in, waits at the gate inside, and goes.
struct Guest: ProcessTarget {
  let semaphore: SharedSemaphore
  let number: Int
  let arrivals: Descriptor
  let gate: Descriptor
  let steps: StepControl

  func run() throws {
    steps.install()
    try semaphore.withPermit {
      steps.uninstall()
      try arrivals.writeLine(Arrival(number: number).line)
      try gate.waitAtGate()
    }
  }
}

extension Observed {
  /// Whether the work is done within a few seconds; gives up sooner than `value(orElse:)`.
  func isDoneSoon() throws -> Bool {
    let deadline = Deadline(after: .seconds(3))
    while try settled() != .finished {
      if deadline.hasPassed { return false }
    }
    return true
  }
}
