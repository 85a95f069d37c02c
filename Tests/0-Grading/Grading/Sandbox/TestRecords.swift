import CPlatform
import Groundwork
import Testing

/// Hides from a sandbox all tests but its own.
///
/// Swift Testing makes a value of each test in a program, and looks through them all, to run one: in
/// a large course that takes longer than everything else. So the sandbox marks the records of the
/// others as unused before it begins (`kind` 0, which every tool is to pass over).
///
/// The layout of records is that of Swift Testing's document "Runtime-discoverable test content",
/// which may change. Whatever looks otherwise, nothing is hidden: the filter picks the test anyway.
enum TestRecords {
  /// Tells a sandbox what to keep: the number of records, and the positions of those.
  static let variable = "WORKBOOK_RECORDS"

  private struct Record {
    var kind: UInt32
    var reserved1: UInt32
    var accessor:
      (
        @convention(c) (
          UnsafeMutableRawPointer, UnsafeRawPointer, UnsafeRawPointer?, UInt
        ) -> CBool
      )?
    var context: UInt
    var reserved2: UInt
  }

  /// The record of a test or a suite, "test" in ASCII.
  private static let testKind: UInt32 = 0x7465_7374

  private static var all: UnsafeMutableBufferPointer<Record>? {
    var start: UnsafeMutableRawPointer?
    var end: UnsafeMutableRawPointer?
    guard MemoryLayout<Record>.stride == 32, workbook_test_records(&start, &end) == 0,
      let start, let end, (end - start) % 32 == 0
    else { return nil }
    return UnsafeMutableBufferPointer(
      start: start.assumingMemoryBound(to: Record.self), count: (end - start) / 32)
  }

  // MARK: In the sandbox

  /// Hides what the grader said is not needed.
  ///
  /// Before `main`: nobody has read the records yet.
  static func hideOthers() {
    guard let value = getenv(variable).map({ String(cString: $0) }) else { return }
    unsetenv(variable)
    let numbers = value.split(separator: " ").compactMap { Int($0) }
    guard let all, let count = numbers.first, count == all.count, numbers.count > 1 else { return }
    let kept = Set(numbers.dropFirst())
    for position in all.indices where all[position].kind == testKind && !kept.contains(position) {
      all[position].kind = 0
    }
  }

  // MARK: In the grader

  /// The value of the variable for a test: the records of its suite's tests, and of the suites around
  /// it.
  ///
  /// - Parameter id: The test.
  /// - Returns: `nil` if it can't be told: then nothing is to be hidden.
  static func kept(for id: Test.ID) -> String? {
    let suite = ([id.moduleName] + id.nameComponents.dropLast()).joined(separator: ".")
    guard let tests = index.tests[suite], let one = tests.first else { return nil }
    let suites = index.suites.filter { one.mangled.hasPrefix($0.mangled) }
    return ([index.count] + (suites + tests).map(\.position)).map { "\($0)" }
      .joined(separator: " ")
  }

  /// How many tests the suite of an exercise has, with those of suites in it.
  ///
  /// - Parameters:
  ///   - lesson: The name of the root suite, such as `1-Process`.
  ///   - exercise: That of the suite in it, such as `01-Start`.
  /// - Returns: `nil` if it can't be told.
  static func testCount(lesson: String, exercise: String) -> Int? {
    testCounts["`\(lesson)`.`\(exercise)`"]
  }

  /// How many tests there are in each suite of a root suite, with those of suites in it.
  private static let testCounts: [String: Int] = index.tests.reduce(into: [:]) { counts, entry in
    // The module, the root suite, the suite, and perhaps suites in it.
    let names = entry.key.split(separator: ".").dropFirst().prefix(2)
    counts[names.joined(separator: "."), default: 0] += entry.value.count
  }

  private struct Index {
    var count = 0
    var suites: [Entry] = []
    /// The tests in a suite, by its name: "ProcessTests.`1-Process`.`01-Start`".
    var tests: [String: [Entry]] = [:]
  }

  private struct Entry {
    /// Among the records.
    let position: Int
    /// As the compiler spells what the record is of: that of a test begins as those of its suites do.
    let mangled: Substring
  }

  /// Made once.
  ///
  /// The name of a record's accessor, in the program's symbols, holds that of its suite.
  private static let index: Index = {
    guard let all else { return Index() }
    let address = { unsafeBitCast(all[$0].accessor, to: UInt64.self) }
    let positions = all.indices.filter { all[$0].kind == testKind }
      .sorted { address($0) < address($1) }
    let addresses = positions.map(address)
    var names = [UnsafePointer<CChar>?](repeating: nil, count: addresses.count)
    guard workbook_symbol_names(addresses, &names, CInt(names.count)) == 0 else { return Index() }

    var index = Index(count: all.count)
    for (position, name) in zip(positions, names) {
      // One that is not understood might be the one that is wanted.
      guard let name, let accessor = Accessor(symbol: name) else { return Index() }
      if all[position].context & 1 == 1 {
        guard let end = accessor.mangled.firstRange(of: "5SuitefMp_") else { return Index() }
        let mangled = accessor.mangled[..<end.lowerBound]
        index.suites.append(Entry(position: position, mangled: mangled))
      } else {
        let entry = Entry(position: position, mangled: accessor.mangled)
        index.tests[accessor.scope, default: []].append(entry)
      }
    }
    return index
  }()

  /// The accessor of a record, by its symbol: "… variable initialization expression of static
  /// Module.Suite.($s… in …".
  private struct Accessor {
    /// Where the record is: "Module.Suite".
    let scope: String
    /// What it is of: "$s…".
    let mangled: Substring

    init?(symbol: UnsafePointer<CChar>) {
      guard let words = workbook_demangled(symbol) else { return nil }
      defer { free(words) }
      let text = String(cString: words)
      guard let start = text.firstRange(of: " variable initialization expression of "),
        let end = text[start.upperBound...].firstRange(of: ".($s")
      else { return nil }
      let name = text[start.upperBound..<end.lowerBound]
      scope = String(name.hasPrefix("static ") ? name.dropFirst(7) : name)
      mangled = text[end.upperBound...].prefix { $0 != " " }
    }
  }
}
