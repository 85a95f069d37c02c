#if canImport(Darwin)
import Darwin

/// What the kernel tells about processes and threads (`proc_pidinfo`).
///
/// Written for macOS, and not verified yet. Thread identifiers are counted up from the start of the
/// system and never used again, so 32 bits of one tell threads apart without the time of a start.
enum ProcessTable {
  static func currentThread() -> UInt64 {
    var thread: UInt64 = 0
    pthread_threadid_np(nil, &thread)
    return identity(getpid(), tag: UInt32(truncatingIfNeeded: thread))
  }

  static func currentProcess() -> UInt64 {
    identity(getpid(), tag: start(of: getpid()) ?? 0)
  }

  static func process(_ pid: pid_t) -> UInt64? {
    guard pid > 0, kill(pid, 0) == 0 || errno != ESRCH else { return nil }
    return identity(pid, tag: start(of: pid) ?? 0)
  }

  static func isThreadAlive(_ identity: UInt64) -> Bool {
    var info = proc_threadinfo()
    let size = CInt(MemoryLayout<proc_threadinfo>.size)
    return proc_pidinfo(
      number(identity), PROC_PIDTHREADID64INFO, identity >> 32, &info, size) == size
      || errno != ESRCH
  }

  /// A zombie has no information to give.
  static func isProcessAlive(_ identity: UInt64) -> Bool {
    guard let start = start(of: number(identity)) else { return errno != ESRCH }
    return start == UInt32(truncatingIfNeeded: identity >> 32)
  }

  private static func number(_ identity: UInt64) -> pid_t {
    pid_t(truncatingIfNeeded: identity & 0x3F_FFFF)
  }

  private static func identity(_ pid: pid_t, tag: UInt32) -> UInt64 {
    UInt64(tag) << 32 | UInt64(truncatingIfNeeded: pid)
  }

  /// Milliseconds, as many as fit.
  private static func start(of pid: pid_t) -> UInt32? {
    var info = proc_bsdinfo()
    let size = CInt(MemoryLayout<proc_bsdinfo>.size)
    guard proc_pidinfo(pid, PROC_PIDTBSDINFO, 0, &info, size) == size else { return nil }
    return UInt32(
      truncatingIfNeeded: info.pbi_start_tvsec &* 1000 &+ info.pbi_start_tvusec / 1000)
  }
}
#endif
