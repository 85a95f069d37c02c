import Groundwork

/// Calls `body` with the path of a new, empty folder, and removes it with all that is in it.
package func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  var template = Array("/tmp/workbook-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp") }
  let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer {
    if let pid = try? ProgramStart(["/bin/rm", "-r", folder]).spawn() {
      while waitpid(pid, nil, 0) == -1, errno == EINTR {}
    }
  }
  return try body(folder)
}
