import Groundwork

/// What the program `ls` lists in a folder.
///
/// - Parameter folder: The path of the folder.
/// - Returns: The names, in the order of the program.
/// - Throws: `SubprocessError.failed` if `ls` fails, such as for a folder that does not exist.
public func listing(of folder: String) throws -> [String] {
  let list = try Subprocess.run(["ls", folder], output: .captured, check: true)
  return list.outputText.split(separator: "\n").map { String($0) }
}

/// Feeds lines to the program `sort`, and returns what comes out.
///
/// - Parameter lines: The lines; none is empty.
/// - Returns: The lines, as the program has sorted them.
/// - Throws: What `Subprocess.run` throws.
public func sortedByProgram(_ lines: [String]) throws -> [String] {
  let text = lines.map { "\($0)\n" }.joined()
  let sorted = try Subprocess.run(["sort"], input: .text(text), output: .captured, check: true)
  return sorted.outputText.split(separator: "\n").map { String($0) }
}
