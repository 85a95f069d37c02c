// Alternative: A continuation waits, and a handler gives it back when the Swift task is cancelled.

import Groundwork
import Synchronization

extension ProcessPool {
  public func run<Work: PoolTask>(_ task: Work) async throws -> Work.Output {
    try Task.checkCancellation()
    let call = Call<Work.Output>()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        call.begin(continuation)
        do {
          call.remember(try start([task]) { call.end($0.mapError { $0 }) })
        } catch {
          call.end(.failure(error))
        }
      }.outputs()[0]
    } onCancel: {
      call.cancel()
    }
  }
}

private final class Call<Output: Codable & Sendable>: Sendable {
  typealias Continuation = CheckedContinuation<Answer<Output>, any Error>

  private struct State {
    var continuation: Continuation?
    var job: PoolJob?
    var isCancelled = false
    var isOver = false
  }

  private let state = Mutex(State())

  func begin(_ continuation: Continuation) {
    state.withLock { $0.continuation = continuation }
  }

  func remember(_ job: PoolJob) {
    let isCancelled = state.withLock { state in
      if !state.isOver { state.job = job }
      return state.isCancelled
    }
    if isCancelled { cancel() }
  }

  func end(_ answer: Result<Answer<Output>, any Error>) {
    let continuation = state.withLock { state in
      // The job refers to the call, and so the call must let it go.
      state.job = nil
      state.isOver = true
      return state.continuation.take()
    }
    continuation?.resume(with: answer)
  }

  func cancel() {
    let job = state.withLock { state in
      state.isCancelled = true
      return state.job
    }
    // Without a job it is cancelled as soon as there is one.
    guard let job else { return }
    job.cancel()
    end(.failure(CancellationError()))
  }
}
