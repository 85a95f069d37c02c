import Groundwork

/// Runs the programs of the classic tutorials: `swift run tour NAME`.
///
/// With the trait `Mine` they run on the learner's own modules.
@main struct Tour {
  static func main() {
    let names = CommandLine.arguments.dropFirst()
    if names.contains(where: ["-h", "--help"].contains) { return print(overview) }
    guard let name = names.first else { return print(overview) }
    guard names.count == 1 else { refuse("Give one name, not \(names.count).") }
    guard let program = programs.first(where: { $0.name == name }) else {
      refuse(
        "There is no program '\(name)'."
          + (program(like: name).map { " Did you mean '\($0.name)'?" } ?? ""))
    }
    do {
      try program.run()
    } catch {
      complain("\(name): \(error)")
      exit(EXIT_FAILURE)
    }
  }

  private static func refuse(_ problem: String) -> Never {
    complain("\(problem)\n`swift run tour` lists the programs.")
    exit(EX_USAGE)
  }

  private static func complain(_ problem: String) {
    let text = Array("\(problem)\n".utf8)
    _ = write(2, text, text.count)
  }
}
