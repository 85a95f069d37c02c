// Mistake: It leaves out what no program could be given, and says nothing.
// Caught by: A name that no program could be given is refused
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
    return all.sorted { $0.key < $1.key }.compactMap { name, value in
      guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "=")), !name.utf8.contains(0),
        !value.utf8.contains(0)
      else { return nil }
      return "\(name)=\(value)"
    }
  }
}
