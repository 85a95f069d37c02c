// Mistake: It changes the variables of this process, and the program inherits them.
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
      for (name, value) in changes {
        if let value { setenv(name, value, 1) } else { unsetenv(name) }
      }
      all = Self.current
    }
    return try all.sorted { $0.key < $1.key }.map { name, value in
      guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "=")), !name.utf8.contains(0),
        !value.utf8.contains(0)
      else { throw SubprocessError.badVariable(name) }
      return "\(name)=\(value)"
    }
  }
}
