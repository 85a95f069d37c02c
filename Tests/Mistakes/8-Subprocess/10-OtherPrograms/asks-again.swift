// Mistake: puts a question once more if the answer is an empty line, taking it for no answer: an
// empty line is an answer, and a program that counts its questions counts one too many ("It must
// answer each line with one line").
// Caught by: Each question gets its answer
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
        if let answer = try talk.hear(), !answer.isEmpty { return answer }
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
