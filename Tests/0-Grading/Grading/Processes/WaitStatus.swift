import Groundwork

/// How a process ended, as `waitpid` tells it.
struct WaitStatus: Equatable, CustomStringConvertible {
  /// The argument of `exit`; `nil` if a signal ended the process.
  var code: CInt?
  /// The signal that ended the process.
  var signal: CInt?

  init(_ status: CInt) {
    // The macros of the C header: the low seven bits are the signal.
    if status & 0x7F == 0 { code = status >> 8 & 0xFF } else { signal = status & 0x7F }
  }

  var description: String {
    if let signal { return Signals.name(signal) }
    return "exit(\(code ?? 0))"
  }
}

/// The names of signals.
enum Signals {
  private static let names: [CInt: (String, String)] = [
    SIGHUP: ("SIGHUP", "hangup"), SIGINT: ("SIGINT", "interrupted"), SIGQUIT: ("SIGQUIT", "quit"),
    SIGILL: ("SIGILL", "illegal instruction, as of a Swift trap"),
    SIGTRAP: ("SIGTRAP", "a Swift trap"), SIGABRT: ("SIGABRT", "abort"),
    SIGBUS: ("SIGBUS", "bus error"), SIGFPE: ("SIGFPE", "arithmetic error"),
    SIGKILL: ("SIGKILL", "killed"), SIGUSR1: ("SIGUSR1", "user signal"),
    SIGSEGV: ("SIGSEGV", "bad memory access, or the stack is full"),
    SIGUSR2: ("SIGUSR2", "user signal"), SIGPIPE: ("SIGPIPE", "writing where nobody reads"),
    SIGALRM: ("SIGALRM", "alarm"), SIGTERM: ("SIGTERM", "asked to end"),
  ]

  /// "SIGILL (illegal instruction, as of a Swift trap)".
  static func name(_ signal: CInt) -> String {
    guard let (name, meaning) = names[signal] else { return "signal \(signal)" }
    return "\(name) (\(meaning))"
  }
}
