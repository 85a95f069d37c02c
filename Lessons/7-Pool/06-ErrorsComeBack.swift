import Groundwork

extension TaskFailure {
  /// Describes what a task threw; called in the worker.
  ///
  /// - Parameter error: What was thrown, of whatever type. `reason(of:)` says it in words.
  package init(_ error: any Error) {
    todo("Name the error's type, say it in words, and name this process.")
  }
}

extension Outcome {
  /// Runs a task of a chunk in which another one has failed.
  ///
  /// - Parameter task: The task; what it throws is its own failure, and nobody else's.
  package init<Task: PoolTask>(of task: Task) where Task.Output == Output {
    todo("Run the task; if it throws, that is its failure.")
  }

  /// Looks whether what a task returned can be sent back.
  ///
  /// Called for each output of an answer that could not be encoded as a whole.
  ///
  /// - Parameter output: The output; a failure takes its place if it can't be encoded. Handles in it
  ///   are no reason: encode it by a `Connection.encoder(collecting:)`.
  package init(checking output: Output) {
    todo("See whether the output can be encoded; if not, that is its failure.")
  }
}
