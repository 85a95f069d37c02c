import Groundwork

/// The kernel's identifiers of this process's threads.
package func threadIdentifiers() -> [Int] { ProcessFiles.numbers(in: "/proc/self/task") }

/// Sends `signal` to one thread of this process (`tgkill`).
///
/// For threads that the test did not start itself; those of `Observed` have `interrupt(with:)`.
package func interruptThread(_ identifier: Int, with signal: CInt) {
  // The C library has the function, and its module for Swift leaves it out.
  guard let symbol = dlsym(nil, "tgkill") else { return }
  typealias Call = @convention(c) (pid_t, pid_t, CInt) -> CInt
  _ = unsafeBitCast(symbol, to: Call.self)(CurrentProcess.pid, pid_t(identifier), signal)
}
