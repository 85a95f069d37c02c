import Grading
import Groundwork
import Synchronization

/// The children that are started from now on.
final class Starts: Sendable {
  private struct State {
    var pids: [pid_t] = []
    /// Those that were stopped.
    var held: [pid_t] = []
    var joined = 0
    var ended = 0
    var isLetGo = false
  }

  private let all = Mutex(State())

  /// - Parameters:
  ///   - areHeld: Whether each is stopped as soon as it is there, until `letGo`.
  ///   - spared: The name of a child that is not stopped.
  init(areHeld: Bool = false, butNot spared: String? = nil) {
    let before = Harness.childStarted
    Harness.childStarted = { [self] pid, name, endsWithParent in
      before?(pid, name, endsWithParent)
      all.withLock { all in
        // One that was on its way when the others were let go would stay stopped for ever.
        let isHeld = areHeld && name != spared && !all.isLetGo
        if isHeld {
          send(SIGSTOP, to: pid)
          all.held.append(pid)
        }
        all.joined = max(all.joined, all.pids.count { trace(of: $0) == .reaped })
        if isHeld, trace(of: pid) != .running { all.ended += 1 }
        all.pids.append(pid)
      }
    }
  }

  /// In the order of their starts.
  var pids: [pid_t] { all.withLock { $0.pids } }

  var count: Int { pids.count }

  /// How many of them had been joined when a later one was started.
  var joinedBefore: Int { all.withLock { $0.joined } }

  /// Whether each was stopped before it had ended.
  var areHeld: Bool { all.withLock { $0.ended == 0 } }

  /// Lets those go on that were stopped.
  ///
  /// - Parameter late: The number of one that stays stopped, from 0.
  /// - Returns: The others.
  @discardableResult
  func letGo(butNot late: Int? = nil) -> [pid_t] {
    all.withLock { all in
      all.isLetGo = true
      let others = all.held.enumerated().filter { $0.offset != late }.map(\.element)
      for pid in others where trace(of: pid) != .reaped { send(SIGCONT, to: pid) }
      return others
    }
  }
}

/// The system's `kill`.
private func send(_ signal: CInt, to pid: pid_t) { _ = kill(pid, signal) }

/// Whether this process has any child, running or a zombie.
func hasChildren() -> Bool {
  var information = siginfo_t()
  return waitid(P_ALL, 0, &information, WEXITED | WNOWAIT | WNOHANG) == 0
}
