// Mistake: A value with `=` in it is refused, too.
// Caught by: Extended: those of this process, with these changes
// Verdict: failed

import Groundwork

extension Subprocess.Environment {
  package func variables() throws -> [String] {
    var all: [String: String]
    switch self {
    case .inherited: all = Self.current
    case .replaced(let variables): all = variables
    case .extended(let changes):
      all = Self.current
      for (name, value) in changes { all[name] = value }
    }
    return try all.sorted { $0.key < $1.key }.map { name, value in
      guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "=")), !name.utf8.contains(0),
        !value.utf8.contains(0), !value.contains("=")
      else { throw SubprocessError.badVariable(name) }
      return "\(name)=\(value)"
    }
  }
}
