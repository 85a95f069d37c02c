internal import CPlatform

/// Makes a copy of this process; returns 0 in the copy, and the copy's process identifier here
/// (`fork`).
///
/// - Throws: `SystemError`, with ENOTSUP if this process has several threads: the others would not
///   be in the copy, and a lock that one of them holds would stay locked there forever.
public func forkProcess() throws -> pid_t {
  let threads = threadCount()
  guard threads == 1 else {
    throw SystemError(
      "fork", number: ENOTSUP,
      detail: "This process has \(threads) threads. Fork in a process with one thread only.")
  }
  let pid = workbook_fork()
  if pid == -1 { throw SystemError("fork") }
  return pid
}
