// Mistake: "again is harmless": it kills, and so throws, through the pid, which is a stranger's
// once the server was reaped: the second `close` of one that had to be killed throws ESRCH.
// Caught by: A server that was stopped is ended all the same
// Verdict: failed
import Groundwork

extension ServerLink {
  package func meaning(of error: ConnectionError) -> any Error {
    switch error {
    case .closed, .truncated, .noReceiver, .closedHere: ManagerError.gone
    case .receivesOnly, .sendsOnly, .tooLong, .tooManyHandles: error
    }
  }
}

extension Manager {
  public func close() throws {
    link.close()
    if try server.join(timeout: .seconds(2)) == nil || server.exitStatus != .exited(0) {
      if let pid = server.pid, Groundwork.kill(pid, SIGKILL) == -1 { throw SystemError("kill") }
      try server.join()
    }
  }
}

extension ConditionState {
  package mutating func forget(_ client: Int) {
    waiting.removeAll { $0 == client }
    if let index = notified.firstIndex(of: client) {
      notified.remove(at: index)
      if !waiting.isEmpty { notified.append(waiting.removeFirst()) }
    }
    if owner == client {
      owner = nil
      ownerDied = true
    }
  }
}
