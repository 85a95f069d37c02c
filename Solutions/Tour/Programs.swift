/// A program of the classic tutorials.
struct Program: Sendable {
  /// What `swift run tour` calls it.
  let name: String
  /// What it shows, in one line.
  let summary: String
  /// The program itself.
  let run: @Sendable () throws -> Void
}

/// Every program, in the order of the lessons.
let programs: [Program] =
  processPrograms + pipePrograms + sharedValuePrograms + lockPrograms + eventPrograms
  + queuePrograms + poolPrograms + subprocessPrograms + managerPrograms

/// The list of the programs.
var overview: String {
  let width = programs.map(\.name.count).max() ?? 0
  let lines = programs.map { program in
    "  \(program.name)\(String(repeating: " ", count: width - program.name.count + 2))"
      + program.summary
  }
  return (["swift run tour NAME, with one of these names:", ""] + lines).joined(separator: "\n")
}

/// The program that was probably meant by `name`, which is the name of none.
///
/// Near enough is a name of which at most half has to be added or removed.
func program(like name: String) -> Program? {
  programs.map { (program: $0, edits: $0.name.difference(from: name.lowercased()).count) }
    .filter { $0.edits <= $0.program.name.count / 2 }
    .min { $0.edits < $1.edits }?.program
}
