import Foundation

/// Small changes of the solutions do not pass the tests, unless it is known why.
///
/// What the text alone can't do: change types, declarations or what strings interpolate; tell which
/// mutants compile (the compiler says that); find statements where braces do not balance, such as in a
/// body that `#if` divides.
let mutants = Check(
  name: "mutants",
  summary: "Solutions with one small change are rejected. [--only NAME] [--sample N] [--list]"
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
  if let count = options.sample { files = sample(count, of: files, known, tried, options.day) }
  let trial = MutantTrial(
    try MutantBuild(files, of: workbook), known: known, isSample: options.sample != nil)
  var problems = try trial.judge()
  print("mutants: \(made.count) made, \(trial.summary)")
  problems += stale(made, known)
  if options.isRecording, options.sample == nil {
    for file in files { tried.insert(file) }
    try tried.write(to: workbook)
  }
  return problems
}

/// Some mutants that were rejected when all were tried, drawn by the day.
private func sample(
  _ count: Int, of files: [MutatedFile], _ known: Survivors, _ tried: TriedExercises, _ day: Int
) -> [MutatedFile] {
  for file in files where !tried.contains(file) {
    print(
      "\(file.exercise.path) has changed: `.ci/check mutants --only \(file.exercise.name) --record`"
    )
  }
  let files = files.filter { tried.contains($0) }
  var numbers = SeededNumbers(state: UInt64(day))
  let all = files.flatMap(\.mutants).filter { known.reason(for: $0) == nil }
  let chosen = Set(all.shuffled(using: &numbers).prefix(count).map(\.choice))
  print("The sample of day \(day): `.ci/check mutants --sample \(count) --day \(day)` repeats it.")
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
