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
