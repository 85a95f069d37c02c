import Groundwork

/// Runs the programs of the classic tutorials: `swift run tour NAME`.
///
/// With the trait `Mine` they run on the learner's own modules.
@main struct Tour {
  static func main() {
    let names = CommandLine.arguments.dropFirst()
    guard let name = names.first else { return print(overview) }
    guard names.count == 1, let program = programs.first(where: { $0.name == name }) else {
      complain(
        names.count == 1
          ? "There is no program '\(name)'." : "Give one name, not \(names.count).")
      exit(EX_USAGE)
    }
    do {
      try program.run()
    } catch {
      complain("\(name): \(error)")
      exit(EXIT_FAILURE)
    }
  }

  private static func complain(_ problem: String) {
    let text = Array("\(problem)\n\n\(overview)\n".utf8)
    _ = write(2, text, text.count)
  }
}
