import Dispatch
import Groundwork
import SolutionPipe
import SolutionPool
import SolutionProcess
import SolutionSharedValue
import Synchronization

/// What a process costs beside a thread and a task of Swift: for the page that helps to choose.
func choiceRows() -> [Row] {
  let megabyte = [UInt8](repeating: 1, count: 1_000_000)
  return [
    Row(
      "choice/begin", unit: "beginning and end",
      ours: {
        let starter = try Peer.starter()
        return Session(work: { try starter.work("start", $0) })
      },
      peers: [
        Contender(name: "pool") {
          try .pooling { pool in
            Session.repeating { keep(try pool.apply(Doubling(number: 7))) }.work
          }
        },
        Contender(name: "thread") {
          .repeating {
            let end = DispatchSemaphore(value: 0)
            try BackgroundThread { end.signal() }
            end.wait()
          }
        },
        Contender(name: "Swift task") {
          .asynchronous { calls in for _ in 0..<calls { await Task { keep(7) }.value } }
        },
      ]),
    Row(
      "choice/ask", unit: "question and answer",
      ours: {
        try .driving({ Echo<Int>(connection: $0) }) { connection in
          try connection.send(7)
          keep(try connection.receive(Int.self))
        }
      },
      peers: [
        Contender(name: "threads") { try .ofTwoThreads() },
        Contender(name: "actor") {
          let total = Total()
          return .asynchronous { calls in for _ in 0..<calls { keep(await total.add(1)) } }
        },
      ]),
    Row(
      "choice/megabyte", unit: "megabyte there and back",
      ours: {
        try .driving({ Echo<[UInt8]>(connection: $0) }) { connection in
          try connection.send(megabyte)
          keep(try connection.receive([UInt8].self))
        }
      },
      peers: [
        Contender(name: "shared array") {
          // The child answers as soon as it is told that the bytes are there.
          let shared = try SharedArray<UInt8>(repeating: 0, count: megabyte.count)
          return try .driving({ Echo<Int>(connection: $0) }) { connection in
            shared.withUnsafeMutableBufferPointer { _ = $0.update(fromContentsOf: megabyte) }
            try connection.send(megabyte.count)
            keep(try connection.receive(Int.self))
          }
        }
      ]),
    Row(
      "choice/increment", unit: "addition",
      ours: { .alone(Count(counter: try SharedCounter())) },
      peers: [
        Contender(name: "Mutex") {
          let total = Mutex(0)
          return .repeating { total.withLock { $0 += 1 } }
        },
        Contender(name: "actor") {
          let total = Total()
          return .asynchronous { calls in for _ in 0..<calls { keep(await total.add(1)) } }
        },
      ]),
  ]
}

private actor Total {
  private var number = 0

  func add(_ amount: Int) -> Int {
    number += amount
    return number
  }
}

/// A number that two threads reach.
private final class Slot: Sendable {
  let value: Mutex<Int?>

  init(_ value: Int?) { self.value = Mutex(value) }
}

extension Session {
  /// Asynchronous work, from its beginning to its end.
  fileprivate static func asynchronous(
    _ work: @escaping @Sendable (_ calls: Int) async throws -> Void
  ) -> Session {
    Session(work: { calls in try measuringAsync { try await work(calls) } })
  }

  /// Two threads hand a number to each other and back.
  fileprivate static func ofTwoThreads() throws -> Session {
    let (question, answer) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let slot = Slot(nil)
    try BackgroundThread {
      // Nil is the end.
      while true {
        question.wait()
        guard let number = slot.value.withLock({ $0 }) else { return }
        slot.value.withLock { $0 = number + 1 }
        answer.signal()
      }
    }
    return Session(
      work: { calls in
        ContinuousClock().measure {
          for number in 0..<calls {
            slot.value.withLock { $0 = number }
            question.signal()
            answer.wait()
            keep(slot.value.withLock { $0 })
          }
        }
      },
      close: {
        slot.value.withLock { $0 = nil }
        question.signal()
      })
  }
}
