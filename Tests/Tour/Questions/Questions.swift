/// The programs of the pages “Check yourself”, by the number of lesson and question.
///
/// A question about several programs has one for each choice: `1.4 A`, `1.4 B` and so on.
let questionPrograms: [String: @Sendable () throws -> Void] = [
  processQuestions, pipeQuestions, sharedValueQuestions, lockQuestions, eventQuestions,
  queueQuestions, poolQuestions, subprocessQuestions, managerQuestions,
].reduce(into: [:]) { all, lesson in all.merge(lesson) { program, _ in program } }

/// Runs the program of a question in a session of its own, so that all its processes can be found.
struct RunQuestion: ProcessTarget {
  let name: String
  let output: Descriptor
  let errors: Descriptor

  func run() throws {
    setsid()
    dup2(output.number, 1)
    dup2(errors.number, 2)
    // Else the end of the output is never seen.
    output.close()
    errors.close()
    try questionPrograms[name]?()
  }
}
