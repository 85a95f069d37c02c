import Grading
import Groundwork
import Testing

// Tests of 8.1, beside those in 01-RunAndWait.swift.

extension `8-Subprocess`.`01-RunAndWait` {
  @Test("It sleeps, also while the program is stopped", .holds(.signals))
  func stopped() throws {
    let gate = try Gate()
    defer { gate.close() }
    let process = Subprocess.waiting(at: gate)
    let pid = try process.startedByTest()
    kill(pid, SIGSTOP)
    let deadline = Deadline(after: .seconds(5))
    while !isStopped(pid), !deadline.hasPassed { sched_yield() }
    let wait = try Observed { try process.wait() }
    let activity = try wait.settled()
    kill(pid, SIGCONT)
    gate.open()
    let status = try wait.value(orElse: "the program has ended, and wait goes on")
    #expect(
      activity == .asleep && status == .exited(0),
      "a program that is stopped has not ended, and wait should sleep: it was \(activity)")
  }
}
