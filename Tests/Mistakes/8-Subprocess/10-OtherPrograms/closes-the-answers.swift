// Mistake: At the end it closes the answers, as none is missing, and so ends the program.
// Caught by: What the program says at its end is no answer, and does not end it
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
    let (theirInput, questionEnd) = try Descriptor.pipe()
    let (answerEnd, theirOutput) = try Descriptor.pipe()
    let program = Subprocess(
      arguments, input: .descriptor(theirInput), output: .descriptor(theirOutput))
    do {
      try program.start()
      theirInput.close()
      theirOutput.close()
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
      // What comes now is no answer.
      answerEnd.close()
      try talk.waitForEnd()
      return answers
    } catch {
      program.abandon()
      throw error
    }
  }
}
