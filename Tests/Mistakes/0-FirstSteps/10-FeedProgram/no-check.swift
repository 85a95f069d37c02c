// Mistake: Nobody asks whether the program failed.
// Caught by: What ls can't list is an error
// Verdict: failed

import Groundwork

public func listing(of folder: String) throws -> [String] {
  let list = try Subprocess.run(["ls", folder], output: .captured)
  return list.outputText.split(separator: "\n").map { String($0) }
}

public func sortedByProgram(_ lines: [String]) throws -> [String] {
  let text = lines.map { "\($0)\n" }.joined()
  let sorted = try Subprocess.run(["sort"], input: .text(text), output: .captured, check: true)
  return sorted.outputText.split(separator: "\n").map { String($0) }
}
