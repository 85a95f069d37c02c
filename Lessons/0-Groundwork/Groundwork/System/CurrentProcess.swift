/// The process that runs this code.
///
/// ```swift
/// struct Introduction: ProcessTarget {
///   func run() {
///     print("\(CurrentProcess.name): \(CurrentProcess.pid), child of \(CurrentProcess.parentPid)")
///   }
/// }
///
/// let pid = try launch(Introduction(), name: "Ada")
/// waitpid(pid, nil, 0)
/// ```
public enum CurrentProcess {
  /// The name that `launch` was given; "MainProcess" in a process that was not launched.
  public static var name: String { launchedName ?? "MainProcess" }

  /// The process identifier (`getpid`).
  public static var pid: pid_t { getpid() }

  /// The parent's process identifier (`getppid`); another one's once the parent has ended.
  public static var parentPid: pid_t { getppid() }

  /// Set by the start hook, when there is only one thread.
  nonisolated(unsafe) static var launchedName: String?
}
