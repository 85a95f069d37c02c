// Alternative: The program is started, fed, and waited for in three steps; the last line has no end.

import Groundwork

public func listing(of folder: String) throws -> [String] {
  let list = try Subprocess.run(["ls", folder], output: .captured, check: true)
  return list.outputText.split(separator: "\n").map { String($0) }
}

public func sortedByProgram(_ lines: [String]) throws -> [String] {
  let text = lines.joined(separator: "\n")
  let sort = Subprocess(["sort"], input: .piped, output: .captured)
  try sort.start()
  let sorted = try sort.communicate(input: Array(text.utf8))
  try sorted.check()
  return sorted.outputText.split(separator: "\n").map { String($0) }
}
