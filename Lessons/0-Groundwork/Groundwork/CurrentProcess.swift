import Glibc

/// The process that runs this code.
public enum CurrentProcess {
  /// The name that `launch` was given; "MainProcess" in a process that was not launched.
  public static var name: String { "MainProcess" }
  /// The process identifier (`getpid`).
  public static var pid: pid_t { getpid() }
  /// The parent's process identifier (`getppid`).
  public static var parentPid: pid_t { getppid() }
}
