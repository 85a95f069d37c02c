// Mistake: without a question it does not even start the program: one that is not there throws no
// SpawnError, and one that does something at the end of its input does not do it.
// Caught by: A program that isn't there is an error, and no work is done
// Verdict: failed
import Groundwork

extension Subprocess {
  public static func runBeside(
    _ arguments: [String], timeout: Duration? = nil, _ work: () throws -> Void
  ) throws -> CompletedProcess {
    let program = Subprocess(arguments, output: .captured)
    try program.start()
    do {
      try work()
      return try program.communicate(timeout: timeout)
    } catch {
      program.abandon()
      throw error
    }
  }

  public static func dialogue(
    with arguments: [String], questions: [String], timeout: Duration? = nil
  ) throws -> [String] {
    if questions.isEmpty { return [] }
    return try talk(with: arguments, about: questions, timeout)
  }

  private static func talk(
    with arguments: [String], about questions: [String], _ timeout: Duration?
  ) throws -> [String] {
    let (reader, questionEnd) = try Descriptor.pipe()
    let (answerEnd, writer) = try Descriptor.pipe()
    let program = Subprocess(
      arguments, input: .descriptor(reader), output: .descriptor(writer))
    do {
      try program.start()
      reader.close()
      writer.close()
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
