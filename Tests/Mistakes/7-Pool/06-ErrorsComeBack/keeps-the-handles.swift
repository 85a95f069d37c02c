// Mistake: checks with one encoder for handles that is shared by all outputs of the process, so
// that the handles of every checked output (a Descriptor is kept by Attachments) stay open in the
// worker for as long as it lives.
// Caught by: Handles in an output are no failure, and nothing keeps them
// Verdict: failed

import Groundwork
import Synchronization

extension TaskFailure {
  package init(_ error: any Error) {
    self.init(
      type: "\(Swift.type(of: error))", message: reason(of: error), worker: CurrentProcess.pid)
  }
}

private let checked = Mutex<[Attachments]>([])

extension Outcome {
  package init<Task: PoolTask>(of task: Task) where Task.Output == Output {
    do {
      self = .output(try task.run())
    } catch {
      self = .failure(TaskFailure(error))
    }
  }

  package init(checking output: Output) {
    let handles = Attachments()
    checked.withLock { $0.append(handles) }
    do {
      _ = try Connection.encoder(collecting: handles).encode(output)
      self = .output(output)
    } catch {
      self = .failure(TaskFailure(error))
    }
  }
}
