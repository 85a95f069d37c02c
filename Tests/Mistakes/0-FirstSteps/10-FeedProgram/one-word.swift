// Mistake: The program and the folder are one word, and no program has that name.
// Caught by: The names are those that ls lists, and nothing is printed here
// Verdict: failed

import Groundwork

public func listing(of folder: String) throws -> [String] {
  let list = try Subprocess.run(["ls \(folder)"], output: .captured, check: true)
  return list.outputText.split(separator: "\n").map { String($0) }
}

public func sortedByProgram(_ lines: [String]) throws -> [String] {
  let text = lines.map { "\($0)\n" }.joined()
  let sorted = try Subprocess.run(["sort"], input: .text(text), output: .captured, check: true)
  return sorted.outputText.split(separator: "\n").map { String($0) }
}
