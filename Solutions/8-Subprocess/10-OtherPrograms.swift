import Groundwork

extension Subprocess {
  /// Runs a program while this one goes on with its own work, and then waits for it.
  ///
  /// - Parameters:
  ///   - arguments: The program, and what it is told.
  ///   - timeout: How long to wait for the program at the most, once the work is done.
  ///   - work: What is done meanwhile.
  /// - Returns: What came of the program, with its output.
  /// - Throws: What `work` throws; `SpawnError`; `SubprocessError.timedOut`; what `communicate` throws.
  ///   The program is ended then.
  public static func runBeside(
    _ arguments: [String], timeout: Duration? = nil, _ work: () throws -> Void
  ) throws -> CompletedProcess {
    let process = Subprocess(arguments, output: .captured)
    try process.start()
    do {
      try work()
      return try process.communicate(timeout: timeout)
    } catch {
      process.abandon()
      throw error
    }
  }

  /// Puts questions to an interactive program, line by line, and reads its answer to each before
  /// the next.
  ///
  /// Blocks until the program has ended, which it must do at the end of its input.
  ///
  /// - Parameters:
  ///   - arguments: The program, and what it is told. It must answer each line with one line.
  ///   - questions: The lines to send, without their ends.
  ///   - timeout: How long all of it may take, from the start on.
  /// - Returns: The answers, without their ends.
  /// - Throws: `SubprocessError.noAnswer` if the program ends, or closes its output, before it has
  ///   answered; `SubprocessError.timedOut`; `SpawnError`; `SystemError`. The program is ended then.
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
