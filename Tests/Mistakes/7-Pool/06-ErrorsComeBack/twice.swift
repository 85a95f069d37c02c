// Mistake: A task is tried again when it throws.
// Caught by: In a chunk, the tasks around the one that throws are done
// Verdict: failed

import Groundwork

extension TaskFailure {
  /// Describes what a task threw; called in the worker.
  ///
  /// - Parameter error: What was thrown, of whatever type. `reason(of:)` says it in words.
  package init(_ error: any Error) {
    self.init(
      type: "\(Swift.type(of: error))", message: reason(of: error), worker: CurrentProcess.pid)
  }
}

extension Outcome {
  /// Runs a task of a chunk in which another one has failed.
  ///
  /// - Parameter task: The task; what it throws is its own failure, and nobody else's.
  package init<Task: PoolTask>(of task: Task) where Task.Output == Output {
    do {
      self = .output(try task.run())
    } catch {
      self = .failure(
        TaskFailure(
          type: "Error", message: "\(Result { try task.run() })", worker: CurrentProcess.pid))
    }
  }

  /// Looks whether what a task returned can be sent back.
  ///
  /// Called for each output of an answer that could not be encoded as a whole.
  ///
  /// - Parameter output: The output; a failure takes its place if it can't be encoded. Handles in it
  ///   are no reason: encode it by a `Connection.encoder(collecting:)`.
  package init(checking output: Output) {
    do {
      _ = try Connection.encoder(collecting: Attachments()).encode(output)
      self = .output(output)
    } catch {
      self = .failure(TaskFailure(error))
    }
  }
}
