import Foundation

/// Measures this project beside its peers: `swift run -c release benchmarks`.
///
/// Each row is the same work done by this project, by CPython, and by a floor: what the bare system
/// calls cost in C. They take turns, so that a busy machine is busy for all of them; what counts is
/// the ratio. A row prints the median time of one unit, and in brackets how many times ours a peer
/// takes, the median of all rounds: 2.00x is twice as slow as ours, 0.50x twice as fast. Below it are
/// the goals.
///
/// - `--only NAME` measures the rows whose name contains NAME.
/// - `--python PATH` chooses the interpreter; without it, it is the `python3` in `PATH`. A row that
///   finds none says so and goes on.
/// - `--json` prints a line of JSON for each row, with minimum and quartiles.
/// - `--quick` takes few and short samples: it shows that everything runs, not how fast it is.
/// - `--curves` prints instead what a unit costs at several sizes of the whole.
/// - `--pictures FOLDER` draws these curves, too.
@main struct Benchmarks {
  /// The rows, in the order of the table.
  static func rows(_ peers: Peers) -> [Row] {
    processRows(peers) + pipeRows(peers) + lockRows(peers) + eventRows(peers) + queueRows(peers)
      + poolRows(peers) + subprocessRows(peers) + managerRows(peers) + wireRows()
      + choiceRows()
  }

  static func main() {
    let options = Options(CommandLine.arguments.dropFirst())
    if options.showsCurves {
      warn(options)
      do {
        try showCurves(picturesIn: options.folder, isQuick: options.isQuick)
      } catch {
        complain("\(error)")
        exit(1)
      }
      return
    }
    let peers = Peers(python: options.python)
    let rows = rows(peers).filter { row in options.only.map { row.name.contains($0) } ?? true }
    if rows.isEmpty { usage("no row is named \(options.only ?? "")") }
    if !options.isJSON { warn(options) }
    // Goals are for numbers that mean something.
    let showsGoals = !isDebug && !options.isQuick
    var isComplete = true
    for row in rows {
      do {
        let result = try row.measure(options.isQuick ? .quick : Plan())
        print(
          options.isJSON
            ? try json(result, showsGoals: showsGoals) : table(result, showsGoals: showsGoals))
        fflush(nil)
      } catch {
        complain("\(row.name): \(error)")
        isComplete = false
      }
    }
    if !options.isJSON, let version = peers.pythonVersion { print("CPython is \(version).") }
    // The peers end when they hear no more from this process.
    if !isComplete { exit(1) }
  }

  private static var isDebug: Bool {
    var isDebug = false
    assert(
      {
        isDebug = true
        return true
      }())
    return isDebug
  }

  private static func warn(_ options: Options) {
    if isDebug { print("This is a debug build: measure with `swift run -c release benchmarks`.") }
    if options.isQuick { print("The samples are few and short: the numbers mean nothing.") }
  }
}

/// What the command line asks for.
private struct Options {
  var only: String?
  var python = "python3"
  var isJSON = false
  var isQuick = false
  var showsCurves = false
  /// Where the pictures of the curves go.
  var folder: String?

  init(_ arguments: ArraySlice<String>) {
    var arguments = arguments
    func value(of option: String) -> String {
      guard let value = arguments.popFirst() else { usage("\(option) needs a value") }
      return value
    }
    while let argument = arguments.popFirst() {
      switch argument {
      case "--only": only = value(of: argument)
      case "--python": python = value(of: argument)
      case "--json": isJSON = true
      case "--quick": isQuick = true
      case "--curves": showsCurves = true
      case "--pictures": folder = value(of: argument)
      default: usage("unknown argument \(argument)")
      }
    }
  }
}

private func usage(_ problem: String) -> Never {
  var names: [String] = []
  for row in Benchmarks.rows(Peers(python: "")) {
    // The two rows of a value are one line here.
    let name = row.name.split(separator: "/").prefix(2).joined(separator: "/")
    if names.last != name { names.append(name) }
  }
  complain(
    """
    \(problem)
    usage: benchmarks [--only NAME] [--python PATH] [--json] [--quick]
           benchmarks --curves [--pictures FOLDER] [--quick]
      \(names.joined(separator: "\n  "))
    """)
  exit(64)
}

func complain(_ text: String) {
  FileHandle.standardError.write(Data("\(text)\n".utf8))
}
