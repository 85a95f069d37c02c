import Groundwork

extension Subprocess {
  /// Runs a program while this one goes on with its own work, and then waits for it.
  ///
  /// - Parameters:
  ///   - arguments: The program, and what it is told.
  ///   - work: What is done meanwhile.
  /// - Returns: What came of the program, with its output.
  /// - Throws: What `work` throws, after the program was ended; `SpawnError`.
  public static func runBeside(
    _ arguments: [String], _ work: () throws -> Void
  ) throws -> CompletedProcess {
    todo("Run the program and do the work at the same time.")
  }

  /// Puts questions to an interactive program, line by line, and reads its answer to each before
  /// the next.
  ///
  /// Blocks until the program has ended, which it must do at the end of its input.
  ///
  /// - Parameters:
  ///   - arguments: The program, and what it is told. It must answer each line with one line.
  ///   - questions: The lines to send, without their ends.
  /// - Returns: The answers, without their ends.
  /// - Throws: `SubprocessError.noAnswer` if the program ends, or closes its output, before it has
  ///   answered; `SpawnError`; `SystemError`. The program is ended then.
  public static func dialogue(
    with arguments: [String], questions: [String]
  ) throws -> [String] {
    todo("Put one question after the other, and read the answer to each.")
  }
}
