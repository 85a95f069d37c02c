// Alternative: `ls` is told to print one name a line, and where its options end.

import Groundwork

public func listing(of folder: String) throws -> [String] {
  let list = try Subprocess.run(["ls", "-1", "--", folder], output: .captured, check: true)
  return list.outputText.split(separator: "\n").map(String.init)
}

public func sortedByProgram(_ lines: [String]) throws -> [String] {
  let text = lines.map { "\($0)\n" }.joined()
  let sorted = try Subprocess.run(["sort"], input: .text(text), output: .captured, check: true)
  return sorted.outputText.split(separator: "\n").map { String($0) }
}
