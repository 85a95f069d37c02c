/// Why a program was not started.
public enum SpawnError: Error, Equatable, CustomStringConvertible {
  /// There is no program to start: the list of arguments is empty.
  case noArguments
  /// A string for the program contains a NUL character, which would end it there.
  case containsNul(String)
  /// There is no such file: at this path, which starts at `folder` if it is relative, or in the
  /// folders that were `searched`.
  case notFound(String, folder: String?, searched: String?)
  /// There is such a file, but it may not be executed.
  case notExecutable(String, folder: String?, isFolder: Bool)
  /// The file may be executed, but it is neither a binary for this system nor a script that begins
  /// with `#!`.
  case notAProgram(String)
  /// The file is there, but the interpreter that it names in its first line is not.
  case noInterpreter(String)
  /// Arguments and variables together are longer than the system allows.
  case tooLong(String)
  /// The program can't work in this folder.
  case badFolder(String, SystemError)
  /// The system refused.
  case system(SystemError)

  /// What happened, and what to change.
  public var description: String {
    switch self {
    case .noArguments:
      "There is no program to start: the first argument is its name or path."
    case .containsNul(let string):
      """
      "\(string.replacing("\0", with: "\\0"))" contains a NUL character: a program would see what \
      is before it, and not the rest.
      """
    case .notFound(let program, _, let searched?):
      """
      There is no program "\(program)" in the folders of PATH (\(searched)). PATH is that of the \
      variables which the program is to have.
      """
    case .notFound(let path, let folder, nil):
      "There is no program \(place(path, folder))."
    case .notExecutable(let path, let folder, true):
      "\(place(path, folder)) is a folder, and not a program."
    case .notExecutable(let path, let folder, false):
      "\(place(path, folder)) may not be executed. If it is a program, chmod +x makes it executable."
    case .notAProgram(let path):
      """
      \(path) can be executed, but is no program of this system. A script must say in its first line \
      who reads it, such as #!/bin/sh.
      """
    case .noInterpreter(let path):
      """
      \(path) is there, but what is to run it is not: the interpreter that its first line names \
      (#!), or the loader of a binary.
      """
    case .tooLong(let program):
      """
      The arguments and variables for \(program) are too long for the system. Hand them over as its \
      input, or in a file.
      """
    case .badFolder(let path, let error):
      "The program can't work in the folder \(path). \(error)"
    case .system(let error):
      "The program could not be started. \(error)"
    }
  }
}

private func place(_ path: String, _ folder: String?) -> String {
  guard let folder, !path.hasPrefix("/") else { return "\"\(path)\"" }
  return "\"\(path)\" (in the folder \(folder))"
}
