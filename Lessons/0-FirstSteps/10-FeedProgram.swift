import Groundwork

/// What the program `ls` lists in a folder.
///
/// - Parameter folder: The path of the folder.
/// - Returns: The names, in the order of the program.
/// - Throws: `SubprocessError.failed` if `ls` fails, such as for a folder that does not exist.
public func listing(of folder: String) throws -> [String] {
  todo("Run ls, capture what it prints, and cut that into lines.")
}

/// Feeds lines to the program `sort`, and returns what comes out.
///
/// - Parameter lines: The lines; none is empty.
/// - Returns: The lines, as the program has sorted them.
/// - Throws: What `Subprocess.run` throws.
public func sortedByProgram(_ lines: [String]) throws -> [String] {
  todo("Run sort with the lines as its input, and cut what it prints into lines.")
}
