import Synchronization

/// What a child process runs, when that is asynchronous.
///
/// The child goes on until `runAsync` is done. The main actor and the main dispatch queue are served
/// meanwhile, as in a program whose `main` is `async` (on Linux by another thread than the first).
///
/// ```swift
/// struct Countdown: AsyncProcessTarget {
///   let start: Int
///
///   func runAsync() async throws {
///     for number in (0...start).reversed() {
///       print(number)
///       try await Task.sleep(for: .seconds(1))
///     }
///   }
/// }
///
/// let pid = try launch(Countdown(start: 3), name: "countdown")
/// waitpid(pid, nil, 0)
/// ```
public protocol AsyncProcessTarget: ProcessTarget {
  /// The child's work. When it returns or throws, the child ends as `ProcessTarget.run` says.
  func runAsync() async throws
}

extension AsyncProcessTarget {
  /// Runs `runAsync` to its end, and blocks the thread meanwhile.
  ///
  /// The child of a `launch` doesn't call this. It is here for targets that run other targets; on
  /// the main thread, the main actor stands still meanwhile.
  public func run() throws {
    let outcome = Outcome()
    // The end of a pipe says when it is done: any thread can wait for that.
    let (reader, writer) = try Descriptor.pipe()
    Task {
      do {
        try await runAsync()
      } catch {
        outcome.error.withLock { $0 = error }
      }
      writer.close()
    }
    _ = try reader.waitUntilReadable()
    if let error = outcome.error.withLock({ $0 }) { throw error }
  }
}

private final class Outcome: Sendable {
  let error = Mutex<(any Error)?>(nil)
}
