import Groundwork

extension Subprocess.Environment {
  /// The variables for the program, such as "LANG=C".
  ///
  /// - Returns: One string a variable, in the order of their names.
  /// - Throws: `SubprocessError.badVariable` if a name is empty or contains `=`, or if a name or a
  ///   value contains a NUL character.
  package func variables() throws -> [String] {
    todo("Make the list of variables, and refuse what no program could be given.")
  }
}
