// Mistake: It looks at names, and lets a NUL in a value through, which is its end for the program.
// Caught by: A value with a NUL is refused, and any other is good
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
      guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "=")), !name.utf8.contains(0)
      else { throw SubprocessError.badVariable(name) }
      return "\(name)=\(value)"
    }
  }
}
