import Groundwork

extension Subprocess.Environment {
  /// The variables of this process.
  package static var current: [String: String] {
    var all: [String: String] = [:]
    for entry in currentVariables() {
      // A name is not empty: a variable may begin with `=` on some systems.
      guard let equals = entry.dropFirst().firstIndex(of: "=") else { continue }
      all[String(entry[..<equals])] = String(entry[entry.index(after: equals)...])
    }
    return all
  }
}
