// Mistake: An error of a task ends the worker, as it ends a child of lesson 1.
// Caught by: An error comes back with its type, its text, and the worker's pid
// Verdict: failed

import Groundwork

extension TaskFailure {
  package init(_ error: any Error) {
    let line = Array("\(CurrentProcess.name): \(error)\n".utf8)
    _ = write(2, line, line.count)
    exit(1)
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
    do {
      _ = try Connection.encoder(collecting: Attachments()).encode(output)
      self = .output(output)
    } catch {
      self = .failure(TaskFailure(error))
    }
  }
}
