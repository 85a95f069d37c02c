import Groundwork

/// The call in which a thread of this process sleeps, if time alone would end it.
///
/// Code that should wait until something happens, and gives up or looks again after a second, or after
/// an hour, is known by that at once: a test need not wait for it.
///
/// - Parameter thread: The kernel's identifier.
/// - Returns: The call's name, such as "ppoll"; nil if the thread sleeps without a limit, or does not
///   sleep, or if that can't be known.
package func limitedSleep(of thread: Int) -> String? {
  let call = ProcessFolder(pid: CurrentProcess.pid).call(of: pid_t(thread))
  return call.flatMap { $0.hasLimit ? $0.name : nil }
}

extension Observed {
  /// The call in which the work sleeps, if time alone would end it.
  ///
  /// - Returns: As `limitedSleep(of:)`.
  package var limitedSleep: String? { threadIdentifier.flatMap { Grading.limitedSleep(of: $0) } }
}

extension ProcessFolder.Call {
  /// Whether the call, made by this process, returns after a time although nothing has happened.
  fileprivate var hasLimit: Bool {
    switch name {
    case "read", "readv", "recvfrom", "recvmsg", "accept", "accept4": socketHasLimit(SO_RCVTIMEO)
    case "write", "writev", "sendto", "sendmsg", "connect": socketHasLimit(SO_SNDTIMEO)
    default: isGivenLimit
    }
  }

  /// Whether the call, made by any process, was told how long to wait at the most.
  var isGivenLimit: Bool {
    switch name {
    case "nanosleep", "clock_nanosleep": true
    // Milliseconds; fewer than none are no limit.
    case "poll": Int32(truncatingIfNeeded: arguments[2]) >= 0
    case "epoll_wait", "epoll_pwait": Int32(truncatingIfNeeded: arguments[3]) >= 0
    // The address of a time; none is no limit.
    case "ppoll", "rt_sigtimedwait": arguments[2] != 0
    case "futex", "epoll_pwait2", "semtimedop": arguments[3] != 0
    case "select", "pselect6", "futex_wait": arguments[4] != 0
    default: false
    }
  }

  /// Whether the call's descriptor is a socket that gives up by itself.
  private func socketHasLimit(_ option: CInt) -> Bool {
    var limit = timeval()
    var size = socklen_t(MemoryLayout<timeval>.size)
    let number = CInt(truncatingIfNeeded: arguments[0])
    return getsockopt(number, SOL_SOCKET, option, &limit, &size) == 0
      && (limit.tv_sec, limit.tv_usec) != (0, 0)
  }
}
