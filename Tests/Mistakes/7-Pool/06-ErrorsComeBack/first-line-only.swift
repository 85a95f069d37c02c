// Mistake: cuts the text at the end of its first line, to fit a log: the rest of what the error
// says is lost ("The error in words", "its text").
// Caught by: Whatever the error is, its failure tells all that it says
// Verdict: failed
import Groundwork

extension TaskFailure {
  package init(_ error: any Error) {
    let words = reason(of: error)
    self.init(
      type: "\(Swift.type(of: error))",
      message: String(words.prefix { !$0.isNewline }), worker: CurrentProcess.pid)
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
