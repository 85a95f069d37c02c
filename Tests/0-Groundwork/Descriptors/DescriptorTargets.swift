#if Solutions
import Groundwork
import Synchronization

/// Alone in its process, so that nobody else takes the number.
struct ReusesNumber: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    let (old, _) = try Descriptor.pipe()
    let number = old.number
    old.close()
    let (new, end) = try Descriptor.pipe()
    guard new.number == number else { return try writer.write("not given again") }
    end.close()
    do {
      _ = try readAll(old)
    } catch let error as SystemError {
      old.close()
      let isOpen = fcntl(number, F_GETFD) != -1
      try writer.write("\(error.name), and the new one is \(isOpen ? "open" : "closed")")
    }
    withExtendedLifetime(new) {}
  }
}

/// Each round closes a descriptor from two threads while a third uses it, and then looks whether
/// the number, given to another file at once, was closed once more.
struct ClosesFromManyThreads: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    var lost = 0
    for _ in 0..<200 {
      let (reader, end) = try Descriptor.pipe()
      end.close()
      lost += try round(reader)
    }
    try writer.write("\(lost) lost")
  }

  private func round(_ reader: Descriptor) throws -> Int {
    let gate = Gate(parties: 3)
    let kept = Mutex<[Descriptor]>([])
    let work: [@Sendable () -> Void] = [
      { reader.close() }, { reader.close() }, { _ = try? readAll(reader) },
    ]
    try runTogether(
      work.map { job in
        {
          gate.arrive()
          job()
          // Takes the number, if it is free by now.
          if let pipe = try? Descriptor.pipe() {
            kept.withLock { $0 += [pipe.reader, pipe.writer] }
          }
        }
      })
    return kept.withLock { $0.filter { fcntl($0.number, F_GETFD) == -1 }.count }
  }
}

/// Lets `parties` threads go on at the same time.
final class Gate: Sendable {
  private let missing: Atomic<Int>

  init(parties: Int) { missing = Atomic(parties) }

  func arrive() {
    missing.wrappingSubtract(1, ordering: .acquiringAndReleasing)
    while missing.load(ordering: .acquiring) > 0 { sched_yield() }
  }
}

/// Runs each job on a thread of its own, and waits until all are done.
func runTogether(_ jobs: [@Sendable () -> Void]) throws {
  let (done, end) = try Descriptor.pipe()
  let left = Counter(jobs.count)
  for job in jobs {
    try BackgroundThread {
      job()
      if left.countDown() { end.close() }
    }
  }
  _ = try done.waitUntilReadable()
}

private final class Counter: Sendable {
  private let value: Atomic<Int>

  init(_ value: Int) { self.value = Atomic(value) }

  /// Whether this was the last one.
  func countDown() -> Bool {
    value.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue == 0
  }
}

struct WritesToNobody: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    // The default action of the signal would end this process.
    let (reader, pipe) = try Descriptor.pipe()
    reader.close()
    let (peer, socket) = try Descriptor.socketPair()
    peer.close()
    let first = try "\(result(pipe)) \(result(socket))"
    // A signal that was there before is left alone.
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &set, nil)
    raise(SIGPIPE)
    try writer.write("\(first) \(result(pipe))")
  }

  private func result(_ descriptor: Descriptor) throws -> String {
    do {
      try descriptor.write("x")
      return "written"
    } catch let error as SystemError {
      var pending = sigset_t()
      sigpending(&pending)
      return "\(error.name) pending:\(sigismember(&pending, SIGPIPE))"
    }
  }
}

/// Writes more than a pipe holds, and closes the reader once the pipe is full.
struct WritesToOneWhoGoes: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    let (reader, pipe) = try Descriptor.pipe()
    let (done, doneWriter) = try Descriptor.pipe()
    try BackgroundThread {
      let bytes = [UInt8](repeating: 1, count: 1_000_000)
      // The first call writes what there is room for, and waits; it returns when the reader goes.
      let count = bytes.withUnsafeBytes { try? pipe.write($0) } ?? 0
      var text = count > 0 && count < bytes.count ? "some bytes" : "\(count) bytes"
      do { try pipe.write("x") } catch { text += ", then \((error as? SystemError)?.name ?? "?")" }
      try? doneWriter.write(text)
      doneWriter.close()
    }
    while reader.unreadByteCount == 0 { _ = sched_yield() }
    reader.close()
    try writer.write(readAll(done))
  }
}

/// Sends signals to a thread that is blocked in `read`, and to one in `waitUntilReadable`.
struct InterruptsReader: ProcessTarget {
  let writer: Descriptor

  func run() throws {
    try catchWithoutRestart(SIGUSR1) { _ in interruptions.add(1, ordering: .relaxed) }
    let read = try interrupted { reader in try readAll(reader) }
    let wait = try interrupted { reader in "\(try reader.waitUntilReadable())" }
    try writer.write("read: \(read), wait: \(wait)")
  }

  private func interrupted(
    _ body: @escaping @Sendable (Descriptor) throws -> String
  ) throws -> String {
    let (reader, end) = try Descriptor.pipe()
    let result = Result()
    let thread = try BackgroundThread {
      let text = (try? body(reader)) ?? "failed"
      result.text.withLock { $0 = text }
    }
    for _ in 0..<5 {
      while thread.identifier.flatMap({ threadActivity($0) })?.isAsleep != true { sched_yield() }
      let before = interruptions.load(ordering: .relaxed)
      thread.interrupt(with: SIGUSR1)
      while interruptions.load(ordering: .relaxed) == before { sched_yield() }
    }
    try end.write("x")
    end.close()
    while !thread.hasFinished { sched_yield() }
    return result.text.withLock { $0 }
  }

  private final class Result: Sendable {
    let text = Mutex("")
  }
}

/// Signals that were handled.
private let interruptions = Atomic(0)

struct WaitsFor: ProcessTarget {
  let go: Descriptor

  func run() throws { _ = try go.waitUntilReadable() }
}
#endif
