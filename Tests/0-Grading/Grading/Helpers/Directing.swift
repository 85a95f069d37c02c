#if DEBUG
import Groundwork
import Testing

extension StepControl {
  /// A thread of this process that does `work`, each step of it directed by this control.
  package func directs<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) throws -> Observed<Value> {
    try Observed {
      install()
      defer { uninstall() }
      return try work()
    }
  }

  /// Waits until the child is about to sleep, or has ended.
  package func waitUntilAsleep(or child: TestChild) throws {
    let deadline = Deadline(after: .seconds(5))
    while trace.last?.kind != .wait, !child.hasEnded {
      if deadline.hasPassed { throw TestFailure("a child didn't fall asleep: \(trace)") }
      sched_yield()
    }
  }
}

/// Lets a child run until it is killed before `step`, or gets through; says what became of it.
@discardableResult
package func killed(
  _ child: TestChild, _ steps: StepControl, _ step: Proofs.Step,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> String {
  let end = try child.ended(
    orElse: "the child hangs; it was to be killed before step \(step): \(steps.trace)")
  #expect(
    end == (steps.stepCount > step.index ? .signaled(SIGKILL) : .exited(0)),
    "the child ended as \(end); step \(step) of \(steps.trace)", sourceLocation: sourceLocation)
  return "killed before step \(step) of \(steps.trace)"
}
#endif
