// Mistake: This process sorts, and no program is run.
// Caught by: The lines come sorted out of the program, and nothing is printed here
// Verdict: failed

import Groundwork

public func listing(of folder: String) throws -> [String] {
  let list = try Subprocess.run(["ls", folder], output: .captured, check: true)
  return list.outputText.split(separator: "\n").map { String($0) }
}

public func sortedByProgram(_ lines: [String]) throws -> [String] {
  lines.sorted()
}
