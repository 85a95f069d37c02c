import CPlatform
import Groundwork

/// The kernel's identifiers of this process's threads.
package func threadIdentifiers() -> [Int] { ProcessFiles.numbers(in: "/proc/self/task") }

/// Sends `signal` to one thread of this process (`tgkill`).
///
/// For threads that the test did not start itself; those of `Observed` have `interrupt(with:)`.
package func interruptThread(_ identifier: Int, with signal: CInt) {
  _ = tgkill(CurrentProcess.pid, pid_t(identifier), signal)
}
