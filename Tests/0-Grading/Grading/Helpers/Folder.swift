import Groundwork

/// Calls `body` with the path of a new, empty folder, and removes it with all that is in it.
package func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = try newFolder()
  defer {
    if let pid = try? ProgramStart(["/bin/rm", "-r", folder]).spawn() {
      while waitpid(pid, nil, 0) == -1, errno == EINTR {}
    }
  }
  return try body(folder)
}
