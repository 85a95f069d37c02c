import CPlatform
import Groundwork

/// Functions of an answer that stand in the place of others, which the rest of the program calls.
///
/// The linker takes the program's own `_exit` for that of the C library, and the compiler a lesson's own
/// `todo` for that of the groundwork: in the whole program, or in all exercises of the lesson. Neither
/// says a word.
enum Intruders {
  /// What to say instead of grading; `nil` if there are none.
  static func text(among functions: [String]) -> String? {
    let global = functions.filter { !$0.hasPrefix("$s") }
    // A sanitizer brings functions of its own on purpose.
    let isSanitized = global.contains { $0 == "__asan_init" || $0 == "__tsan_init" }
    let ours = Set(
      functions.compactMap { Function(symbol: $0) }.filter { $0.module == "Groundwork" }
        .map(\.name))
    let problems =
      (isSanitized
        ? []
        : global.filter { $0 != start && workbook_is_in_library($0) != 0 }.map {
          "The program defines `\($0)`, a function of the C library: so everything in it calls this one, "
            + "the grader, too. Look for `@_cdecl(\"\($0)\")` or `@c` in Lessons, and give it another name."
        })
      + Set(
        functions.compactMap { Function(symbol: $0) }.filter { function in
          ["Lesson", "Solution"].contains(where: function.module.hasPrefix)
            && ours.contains(function.name)
        }
      ).map {
        "\($0.module) declares `\($0.name)`, a function of the groundwork: so all exercises of the "
          + "lesson call this one. Make it `private`, or give it another name."
      }.sorted()
    return problems.isEmpty
      ? nil : "Nothing can be graded.\n" + problems.joined(separator: "\n") + "\n"
  }

  /// The functions of this program.
  static var functions: [String] {
    var names: [String] = []
    withUnsafeMutablePointer(to: &names) { names in
      _ = workbook_visit_functions(names) { names, name in
        guard let name else { return }
        // Others can be no intruders.
        if name[0] != 0x24 || name.isOfInterest {
          names?.assumingMemoryBound(to: [String].self).pointee.append(String(cString: name))
        }
      }
    }
    return names
  }

  /// The groundwork defines it, and hands on to the C library's.
  private static let start = "__libc_start_main"

  /// A function outside of any type, by its symbol: "$s13LessonProcess4todo…F".
  private struct Function: Hashable {
    let module: String
    let name: String

    init?(symbol: String) {
      var rest = Substring(symbol)
      guard symbol.hasPrefix("$s"), symbol.hasSuffix("F") || symbol.hasSuffix("FZ") else {
        return nil
      }
      rest = rest.dropFirst(2)
      guard let module = Self.take(&rest), let name = Self.take(&rest),
        // A private one has its file beside its name; a type or an extension has its kind.
        let next = rest.first, !"VCOPE".contains(next), !rest.hasPrefix("33_")
      else { return nil }
      (self.module, self.name) = (module, name)
    }

    /// An identifier, after its length.
    private static func take(_ rest: inout Substring) -> String? {
      let digits = rest.prefix { $0.isNumber }
      guard let count = Int(digits), count > 0, rest.count > digits.count + count else {
        return nil
      }
      rest = rest.dropFirst(digits.count)
      defer { rest = rest.dropFirst(count) }
      return String(rest.prefix(count))
    }
  }
}

extension UnsafePointer<CChar> {
  /// Whether it begins as the symbols of lessons and of the groundwork do.
  fileprivate var isOfInterest: Bool {
    // "$s", the length of the module's name, and this name.
    guard self[1] == 0x73 else { return false }
    var start = self + 2
    while (0x30...0x39).contains(start[0]) { start += 1 }
    let begins = { (word: String) in strncmp(start, word, word.utf8.count) == 0 }
    return begins("Lesson") || begins("Solution") || begins("Groundwork")
  }
}
