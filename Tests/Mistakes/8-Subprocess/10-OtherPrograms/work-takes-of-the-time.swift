// Mistake: the timeout of runBeside begins at the start, so that the work takes of it: with work of
// two seconds and a timeout of one, a program that needs 2.5 seconds is ended ("it begins when the
// work is done").
// Caught by: The time begins when the work is done, however long that took
// Verdict: failed
import Groundwork

extension Subprocess {
  public static func runBeside(
    _ arguments: [String], timeout: Duration? = nil, _ work: () throws -> Void
  ) throws -> CompletedProcess {
    let program = Subprocess(arguments, output: .captured)
    let deadline = Deadline(after: timeout)
    try program.start()
    do {
      try work()
      return try program.communicate(timeout: deadline.remaining)
    } catch {
      program.abandon()
      throw error
    }
  }

  public static func dialogue(
    with arguments: [String], questions: [String], timeout: Duration? = nil
  ) throws -> [String] {
    let (reader, questionEnd) = try Descriptor.pipe()
    let (answerEnd, writer) = try Descriptor.pipe()
    let program = Subprocess(
      arguments, input: .descriptor(reader), output: .descriptor(writer))
    do {
      defer {
        reader.close()
        writer.close()
      }
      try program.start()
    }
    defer {
      questionEnd.close()
      answerEnd.close()
    }
    do {
      let talk = try Conversation(
        with: program, asking: questionEnd, hearing: answerEnd, timeout: timeout)
      let answers = try questions.map { question in
        try talk.say(question)
        guard let answer = try talk.hear() else {
          throw SubprocessError.noAnswer(arguments, to: question)
        }
        return answer
      }
      try talk.finish()
      while try talk.hear() != nil {}
      try talk.waitForEnd()
      return answers
    } catch {
      program.abandon()
      throw error
    }
  }
}
