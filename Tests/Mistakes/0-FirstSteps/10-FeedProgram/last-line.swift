// Mistake: The end of the last line is taken for one more.
// Caught by: An empty folder has no names
// Verdict: failed

import Groundwork

public func listing(of folder: String) throws -> [String] {
  let list = try Subprocess.run(["ls", folder], output: .captured, check: true)
  return list.outputText.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
}

public func sortedByProgram(_ lines: [String]) throws -> [String] {
  let text = lines.map { "\($0)\n" }.joined()
  let sorted = try Subprocess.run(["sort"], input: .text(text), output: .captured, check: true)
  return sorted.outputText.split(separator: "\n").map { String($0) }
}
