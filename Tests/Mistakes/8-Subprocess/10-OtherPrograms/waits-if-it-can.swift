// Mistake: It drops the error of wait.
// Caught by: If nobody knows how the program ended, dialogue says so
// Verdict: failed

import Groundwork

extension Subprocess {
  public static func runBeside(
    _ arguments: [String], _ work: () throws -> Void
  ) throws -> CompletedProcess {
    let process = Subprocess(arguments, output: .captured)
    try process.start()
    do {
      try work()
    } catch {
      process.abandon()
      throw error
    }
    return try process.communicate()
  }

  public static func dialogue(
    with arguments: [String], questions: [String]
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
      let answers = try questions.map { question in
        try questionEnd.writeAll("\(question)\n")
        guard let answer = try answerEnd.readLine() else {
          throw SubprocessError.noAnswer(arguments, to: question)
        }
        return answer
      }
      questionEnd.close()
      // It may say goodbye at some length.
      while try answerEnd.readLine() != nil {}
      _ = try? process.wait()
      return answers
    } catch {
      process.abandon()
      throw error
    }
  }
}
