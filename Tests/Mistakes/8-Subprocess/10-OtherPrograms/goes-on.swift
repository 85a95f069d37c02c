// Beginner: If the work throws, the program goes on.
// Caught by: If the work throws, the program is ended, and the error is thrown on
// Verdict: failed

import Groundwork

extension Subprocess {
  public static func runBeside(
    _ arguments: [String], timeout: Duration? = nil, _ work: () throws -> Void
  ) throws -> CompletedProcess {
    let process = Subprocess(arguments, output: .captured)
    try process.start()
    try work()
    do {
      return try process.communicate(timeout: timeout)
    } catch {
      process.abandon()
      throw error
    }
  }

  public static func dialogue(
    with arguments: [String], questions: [String], timeout: Duration? = nil
  ) throws -> [String] {
    let (theirInput, questionEnd) = try Descriptor.pipe()
    let (answerEnd, theirOutput) = try Descriptor.pipe()
    defer { [theirInput, questionEnd, answerEnd, theirOutput].forEach { $0.close() } }
    let process = Subprocess(
      arguments, input: .descriptor(theirInput), output: .descriptor(theirOutput))
    try process.start()
    // The program has its own. These would hide it if the program closed its ends.
    theirInput.close()
    theirOutput.close()
    do {
      let talk = try Conversation(
        with: process, asking: questionEnd, hearing: answerEnd, timeout: timeout)
      let answers = try questions.map { question in
        try talk.say(question)
        guard let answer = try talk.hear() else {
          throw SubprocessError.noAnswer(arguments, to: question)
        }
        return answer
      }
      try talk.finish()
      // It may say goodbye at some length.
      while try talk.hear() != nil {}
      try talk.waitForEnd()
      return answers
    } catch {
      process.abandon()
      throw error
    }
  }
}
