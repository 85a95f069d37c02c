// Mistake: "in the order of their names": for `.inherited` the joined strings are sorted, so `A0=1`
// comes before `A=1`.
// Caught by: Those of this process as they are now, in the order of their names
// Verdict: failed

import Groundwork

extension Subprocess.Environment {
  package func variables() throws -> [String] {
    if case .inherited = self { return Self.current.map { "\($0)=\($1)" }.sorted() }
    var all = Self.current
    switch self {
    case .inherited: break
    case .replaced(let variables): all = variables
    case .extended(let changes):
      for (name, value) in changes { all[name] = value }
    }
    return try all.sorted { $0.key < $1.key }.map { name, value in
      guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "=")), !name.utf8.contains(0),
        !value.utf8.contains(0)
      else { throw SubprocessError.badVariable(name) }
      return "\(name)=\(value)"
    }
  }
}
