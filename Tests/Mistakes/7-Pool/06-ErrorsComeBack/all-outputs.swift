// Mistake: If one output can't be encoded, all are lost.
// Caught by: An output that can't be encoded is an error of that task alone
// Verdict: failed

import Groundwork

extension TaskFailure {
  package init(_ error: any Error) {
    self.init(
      type: "\(Swift.type(of: error))", message: reason(of: error), worker: CurrentProcess.pid)
  }
}

extension Outcome {
  package init<Task: PoolTask>(of task: Task) where Task.Output == Output {
    do {
      self = .output(try task.run())
    } catch {
      self = .failure(TaskFailure(error))
    }
  }

  package init(checking output: Output) {
    self = .failure(
      TaskFailure(
        type: "EncodingError", message: "the parcel is stuck: \(Output.self)",
        worker: CurrentProcess.pid))
  }
}
