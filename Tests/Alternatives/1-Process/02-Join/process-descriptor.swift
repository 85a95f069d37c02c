// Alternative: A descriptor of the process tells the end; the child is reaped inside the mutex.

import Groundwork
import Synchronization

extension ChildProcess {
  /// Waits until the child has ended.
  ///
  /// It can be called again, and from several threads at once. The child can be used from other
  /// threads meanwhile: whoever wants to terminate it must not have to wait for its end.
  ///
  /// - Throws: `ProcessError.notStarted` before the start; `ProcessError.statusLost` if somebody
  ///   else reaped the child.
  public func join() throws {
    let end: Descriptor? = try state.withLock { state in
      switch state {
      case .ready: throw ProcessError.notStarted(name)
      case .running(let pid): try? Descriptor.process(pid)
      case .ended, .lost: nil
      }
    }
    if let end {
      _ = try end.waitUntilReadable()
      end.close()
    }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
  }
}
