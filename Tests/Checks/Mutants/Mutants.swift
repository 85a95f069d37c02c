import Foundation

/// Small changes of the solutions do not pass the tests, unless it is known why.
///
/// What the text alone can't do: change types, declarations or what strings interpolate; tell which
/// mutants compile (the compiler says that); find statements where braces do not balance, such as in a
/// body that `#if` divides.
let mutants = Check(
  name: "mutants",
  summary: "Solutions with one small change are rejected. [--only NAME] [--sample N] [--open]"
) { workbook, arguments in
  let options = try MutantOptions(arguments)
  var files = try options.exercises(of: workbook).map {
    MutatedFile($0, text: try workbook.text("Solutions/\($0.path)"))
  }
  let made = files.flatMap(\.mutants)
  let known = try Survivors(of: workbook)
  if options.isList {
    for mutant in made { print(mutant.difference) }
    print("mutants: \(made.count)")
    return stale(made, known)
  }
  var tried = try TriedExercises(of: workbook)
  if let count = options.sample { files = sample(count, of: files, known, tried, options) }
  if options.isOpen {
    for index in files.indices { files[index].keep { known.reason(for: $0) == .open } }
    files.removeAll { $0.mutants.isEmpty }
  }
  if files.isEmpty {
    print("There is nothing to try.")
    return stale(made, known)
  }
  let trial = MutantTrial(
    try MutantBuild(files, of: workbook), of: workbook, known: known,
    isSample: options.sample != nil)
  var problems = try trial.judge()
  print("mutants: \(made.count) made, \(trial.summary)")
  problems += stale(made, known)
  if options.isRecording, options.sample == nil, !options.isOpen {
    for file in files { tried.insert(file) }
    try tried.write(to: workbook)
  }
  return problems
}

/// Some mutants of one lesson that were rejected when all were tried, drawn by the day.
///
/// The lesson, too, is another one each day: to build a lesson with its mutants and its tests takes
/// longer than to try a few of them.
private func sample(
  _ count: Int, of files: [MutatedFile], _ known: Survivors, _ tried: TriedExercises,
  _ options: MutantOptions
) -> [MutatedFile] {
  for file in files where !tried.contains(file) {
    let name = file.exercise.name
    print("\(name) has changed since: `.ci/check mutants --only \(name) --record`")
  }
  let lessons = Dictionary(grouping: files.filter { tried.contains($0) }, by: \.exercise.lesson)
  let names = lessons.keys.sorted()
  let files = names.isEmpty ? [] : lessons[names[options.day % names.count]] ?? []
  var numbers = SeededNumbers(state: UInt64(options.day))
  let all = files.flatMap(\.mutants).filter { known.mustFail($0) }
  let chosen = Set(all.shuffled(using: &numbers).prefix(count).map(\.choice))
  let repetition =
    [".ci/check mutants --sample \(count) --day \(options.day)"]
    + (options.names.isEmpty ? [] : ["--only"] + options.names)
  print("The sample of day \(options.day): `\(repetition.joined(separator: " "))` repeats it.")
  return files.map { file in
    var file = file
    file.keep { chosen.contains($0.choice) }
    return file
  }.filter { !$0.mutants.isEmpty }
}

private func stale(_ made: [Mutant], _ known: Survivors) -> [Problem] {
  known.stale(for: made).map {
    Problem($0.path, line: $0.line, "There is no such mutant.", advice: "Remove the entry.")
  }
}
