import Groundwork
import Synchronization

/// A child process: what it runs, and what is known of it.
///
/// The target runs in a process of its own, on a copy of its arguments. Nothing else is shared.
/// Every method may be called from any thread.
///
/// ```swift
/// struct Greeter: ProcessTarget {
///   let name: String
///
///   func run() { print("hello \(name)") }
/// }
///
/// let child = ChildProcess(Greeter(name: "Ada"))
/// try child.start()
/// try child.join()
/// print(child)  // ChildProcess-1 (pid 12, exited with code 0)
/// ```
public final class ChildProcess: Sendable {
  /// What is known of the child.
  ///
  /// It only moves down this list.
  package enum State: Equatable, Sendable {
    /// Not started yet.
    case ready
    /// Started. Not reaped: the pid is this child's own, also while the child is a zombie.
    case running(pid: pid_t)
    /// Reaped. The system may have given the pid to another process.
    case ended(pid: pid_t, waitStatus: CInt)
    /// Ended, and reaped by somebody else: how it ended can't be known.
    case lost(pid: pid_t)

    /// The pid; nil before the start.
    package var pid: pid_t? {
      switch self {
      case .ready: nil
      case .running(let pid), .ended(let pid, _), .lost(let pid): pid
      }
    }

    /// Reaps the child if it has ended; doesn't block (`waitpid` with WNOHANG).
    package mutating func update() {
      guard case .running(let pid) = self else { return }
      var waitStatus: CInt = 0
      switch waitpid(pid, &waitStatus, WNOHANG) {
      case pid: self = .ended(pid: pid, waitStatus: waitStatus)
      case -1 where errno == ECHILD: self = .lost(pid: pid)
      default: break
      }
    }
  }

  /// The child's name, `CurrentProcess.name` in it.
  public let name: String
  let target: any ProcessTarget
  let endsWithParent: Bool
  /// The pid of a running child is used, and the child reaped, only while this mutex is held.
  package let state = Mutex(State.ready)

  /// Makes a child process that will run `target`; `start` starts it.
  ///
  /// - Parameters:
  ///   - target: What the child runs. Its type must be visible by name: internal or public.
  ///   - name: The child's name.
  ///   - endsWithParent: Whether the child is ended as soon as this process has ended.
  public init(_ target: any ProcessTarget, name: String, endsWithParent: Bool = false) {
    self.target = target
    self.name = name
    self.endsWithParent = endsWithParent
  }

  /// A child that is still running goes on without its object.
  deinit {
    if case .running(let pid) = updatedState() { Self.reapLater(pid) }
  }

  /// The process identifier; nil before the start.
  ///
  /// It is the child's own until the child is reaped. Later the system may give it to another one.
  public var pid: pid_t? {
    state.withLock { $0.pid }
  }

  /// Reaps the child if it has ended, and returns the state after that.
  ///
  /// Doesn't block (`waitpid` with WNOHANG). A child that has ended is a zombie until it is
  /// reaped, and keeps its pid until then.
  @discardableResult
  package func updatedState() -> State {
    state.withLock { state in
      state.update()
      return state
    }
  }
}

/// How a child process ended.
///
/// ```swift
/// func tell(about child: ChildProcess) {
///   switch child.exitStatus {
///   case .exited(0): print("\(child.name) has done its work")
///   case .some(let status): print("\(child.name) \(status)")
///   case nil: print("\(child.name) has not ended")
///   }
/// }
/// ```
public enum ExitStatus: Hashable, Sendable, CustomStringConvertible {
  /// It ended by itself, with this exit code: 0 to 255.
  case exited(CInt)
  /// This signal ended it.
  case signaled(CInt)

  /// Such as "exited with code 3".
  public var description: String {
    switch self {
    case .exited(let code): "exited with code \(code)"
    case .signaled(let signal): "ended by signal \(signal) (\(String(cString: strsignal(signal))))"
    }
  }
}

/// What can go wrong with a `ChildProcess`.
///
/// Each case holds the child's name.
public enum ProcessError: Error, Hashable, CustomStringConvertible {
  /// The child was not started yet.
  case notStarted(String)
  /// The child was started before.
  case alreadyStarted(String)
  /// Somebody else reaped the child.
  case statusLost(String)

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .notStarted(let name):
      "\(name) was not started yet: call start() first"
    case .alreadyStarted(let name):
      "\(name) was started before: make another ChildProcess to run its target again"
    case .statusLost(let name):
      """
      \(name) has ended, but how is lost: the program ignores SIGCHLD, or other code of it waits \
      for any child (wait, or waitpid with -1)
      """
    }
  }
}

/// Counts the children that have a default name.
package let defaultNameCount = Mutex(0)

/// Prints `error` to standard error, with the name of this process.
func printError(_ error: any Error) {
  // Without what was printed before: exercise 1.12 is about that.
  writeError("\(CurrentProcess.name): \(error)", flushing: false)
}

/// Sends `signal` to the child `pid` (`kill`).
///
/// Does nothing if it is no child any more, because somebody else reaped it, or the system, as SIGCHLD
/// is ignored: its pid may be a stranger's now.
///
/// - Throws: `SystemError`, such as EPERM.
func send(_ signal: CInt, to pid: pid_t) throws {
  try ProcessSeam.beforeSignal?(pid)
  var information = siginfo_t()
  let isChild = waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT | WNOHANG) == 0
  if isChild, kill(pid, signal) == -1 { throw SystemError("kill") }
}

/// Where tests step in between two steps of the lesson's code.
package enum ProcessSeam {
  /// Called with the pid before a signal is sent; what it throws, the sending throws.
  package nonisolated(unsafe) static var beforeSignal: ((pid_t) throws -> Void)?
}
