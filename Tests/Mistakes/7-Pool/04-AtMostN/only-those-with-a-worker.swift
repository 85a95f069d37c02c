// Mistake: wakes only an idle seat that has a worker at this moment: one whose worker has retired
// (tasksPerWorker) or died is not woken, another seat is hired, or the job waits for ever ("A job
// goes to a seat that has nothing to do, if there is one").
// Caught by: Each idle seat takes a job, with or without a worker
// Verdict: failed
import Groundwork

extension PoolEngine.State {
  package mutating func nextStep() -> PoolEngine.Step {
    if let index = idle.lastIndex(where: { $0.isStaffed }) { return .wake(idle.remove(at: index)) }
    guard seatCount < mostSeats else { return .wait }
    seatCount += 1
    return .hire
  }
}
