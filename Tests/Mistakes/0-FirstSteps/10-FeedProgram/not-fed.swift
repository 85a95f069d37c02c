// Mistake: The program gets no input.
// Caught by: The lines come sorted out of the program, and nothing is printed here
// Verdict: failed

import Groundwork

public func listing(of folder: String) throws -> [String] {
  let list = try Subprocess.run(["ls", folder], output: .captured, check: true)
  return list.outputText.split(separator: "\n").map { String($0) }
}

public func sortedByProgram(_ lines: [String]) throws -> [String] {
  let sorted = try Subprocess.run(["sort"], output: .captured, check: true)
  return sorted.outputText.split(separator: "\n").map { String($0) }
}
