import Foundation

/// What is asked of `.ci/check mutants`.
struct MutantOptions {
  /// Parts of the paths of exercises; empty for all.
  var names: [String] = []
  /// How many mutants to try; nil for all.
  var sample: Int?
  /// Another one draws other mutants: the day of the year.
  var day = Sample.day
  var isList = false
  /// Whether to try only those that are known to pass though they must not.
  var isOpen = false
  /// Whether to write down which exercises were tried.
  var isRecording = false

  static let usage =
    "usage: .ci/check mutants [--only LESSON|EXERCISE…] [--sample COUNT [--day N]] [--open] [--list] [--record]"

  /// How many mutants CI tries: about three minutes on two quiet processors.
  static let sampleOfCI = 100

  init(_ arguments: [String]) throws {
    // The whole takes an hour, so it is asked for by the check's own name.
    let isOneOfMany = CommandLine.arguments.dropFirst().first == "all"
    if arguments.isEmpty, isOneOfMany || ProcessInfo.processInfo.environment["CI"] != nil {
      sample = Self.sampleOfCI
    }
    var rest = arguments[...]
    func number() throws -> Int {
      guard let text = rest.popFirst(), let number = Int(text), number >= 0 else {
        throw CheckError(Self.usage)
      }
      return number
    }
    while let option = rest.popFirst() {
      switch option {
      case "--only":
        while let name = rest.first, !name.hasPrefix("--") {
          names.append(name)
          rest.removeFirst()
        }
      case "--sample": sample = try number()
      case "--day": day = try number()
      case "--list": isList = true
      case "--open": isOpen = true
      case "--record": isRecording = true
      default: throw CheckError(Self.usage)
      }
    }
  }

  /// The chosen exercises, in the order of the names.
  func exercises(of workbook: Workbook) throws -> [Workbook.Exercise] {
    if names.isEmpty { return workbook.exercises }
    let chosen = names.flatMap { name in workbook.exercises.filter { $0.path.contains(name) } }
    if chosen.isEmpty { throw CheckError("No exercise's path contains that name.") }
    return chosen
  }
}

/// Numbers that are the same for the same seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}

/// Which exercises' mutants were tried, all of them and with both seeds: Tests/Mutants/tried.txt.
struct TriedExercises {
  private static let path = "\(Survivors.folder)/tried.txt"
  private var prints: [String: String] = [:]

  init(of workbook: Workbook) throws {
    guard workbook.files.contains(Self.path) else { return }
    for line in try workbook.lines(Self.path) {
      let words = line.split(separator: " ").map(String.init)
      if words.count == 2 { prints[words[0]] = words[1] }
    }
  }

  /// Whether all of these mutants were tried: an exercise has others when its solution is another.
  func contains(_ file: MutatedFile) -> Bool {
    prints[file.exercise.name] == file.fingerprint
  }

  mutating func insert(_ file: MutatedFile) {
    prints[file.exercise.name] = file.fingerprint
  }

  func write(to workbook: Workbook) throws {
    let lines = workbook.exercises.compactMap { exercise in
      prints[exercise.name].map { "\(exercise.name) \($0)\n" }
    }
    try Data(lines.joined().utf8).write(to: workbook.url(Self.path))
  }
}
