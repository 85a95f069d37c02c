internal import CPlatform
import Synchronization

/// A thread of its own for work that blocks.
///
/// Blocking work never goes to the threads that Swift's tasks run on: there are only a few of them.
///
/// ```swift
/// let (done, working) = try Descriptor.pipe()
/// try BackgroundThread {
///   print("work that blocks")
///   working.close()
/// }
/// _ = try done.waitUntilReadable()
/// ```
public final class BackgroundThread: Sendable {
  private struct Status {
    var identifier: Int?
    var hasFinished = false
  }

  private let handle: Mutex<pthread_t?> = Mutex(nil)
  private let status = Mutex(Status())
  private let work: @Sendable () -> Void

  /// Starts a thread that does `work`, and goes on at once (`pthread_create`).
  ///
  /// - Throws: `SystemError`, if there can be no more threads.
  @discardableResult
  public init(_ work: @escaping @Sendable () -> Void) throws {
    self.work = work
    // The thread keeps its object alive until the work is done.
    let context = Unmanaged.passRetained(self)
    let (number, thread) = createThread(context.toOpaque())
    guard let thread, number == 0 else {
      context.release()
      throw SystemError("pthread_create", number: number)
    }
    handle.withLock { $0 = thread }
    pthread_detach(thread)
  }

  fileprivate func run() {
    status.withLock { $0.identifier = workbook_thread_id() }
    work()
    status.withLock { $0.hasFinished = true }
  }

  /// Whether the work is done.
  public var hasFinished: Bool { status.withLock { $0.hasFinished } }

  /// The kernel's identifier of the thread; nil until it has come up.
  package var identifier: Int? { status.withLock { $0.identifier } }

  /// Sends `signal` to the thread, if it still works (`pthread_kill`).
  package func interrupt(with signal: CInt) {
    // The mutex keeps the thread from ending meanwhile.
    status.withLock { status in
      guard !status.hasFinished, let thread = handle.withLock({ $0 }) else { return }
      _ = pthread_kill(thread, signal)
    }
  }
}

/// The body of every background thread.
func runBackgroundThread(_ context: UnsafeMutableRawPointer) {
  Unmanaged<BackgroundThread>.fromOpaque(context).takeRetainedValue().run()
}
