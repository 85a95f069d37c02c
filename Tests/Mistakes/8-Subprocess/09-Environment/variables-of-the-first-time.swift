// Mistake: "those of this process": they are read once and kept, so a variable that is set later
// (`setenv`) is never handed on.
// Caught by: Those of this process as they are now, in the order of their names
// Verdict: failed
import Groundwork

extension Subprocess.Environment {
  private static let own = current

  package func variables() throws -> [String] {
    var all = Self.own
    switch self {
    case .inherited: break
    case .replaced(let variables): all = variables
    case .extended(let changes):
      for (name, value) in changes { all[name] = value }
    }
    return try all.sorted { $0.key < $1.key }.map { name, value in
      guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "=")), !name.utf8.contains(0),
        !value.utf8.contains(0)
      else { throw SubprocessError.badVariable("\(name)=\(value)") }
      return "\(name)=\(value)"
    }
  }
}
