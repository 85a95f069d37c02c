import Groundwork

/// Calls `body` while this process can open only so many descriptors more.
///
/// With one more at each try, everything that opens one fails once: so an error that is swallowed
/// shows.
///
/// - Parameters:
///   - count: How many.
///   - body: What is to run short of them.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws.
package func withFreeDescriptors<Result>(
  _ count: Int, _ body: () throws -> Result
) rethrows -> Result {
  let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  var old = rlimit()
  getrlimit(resource, &old)
  // The limit is one of numbers, and children have it, too: so all numbers below it are taken.
  var few = rlimit(rlim_cur: min(old.rlim_cur, 512), rlim_max: old.rlim_max)
  setrlimit(resource, &few)
  var fillers: [Descriptor] = []
  while let filler = try? Descriptor.duplicate(0) { fillers.append(filler) }
  for filler in fillers.prefix(count) { filler.close() }
  defer {
    for filler in fillers { filler.close() }
    setrlimit(resource, &old)
  }
  return try body()
}

/// Calls `body` with room for no descriptor more, for one more, and so on, until it does not throw.
///
/// - Parameter body: What is tried; it says itself what is wrong with its result.
/// - Throws: `TestFailure` if `body` throws anything but the lack of descriptors.
package func tryWithFewDescriptors(_ body: () throws -> Void) throws {
  for free in 0..<100 {
    do {
      return try withFreeDescriptors(free, body)
    } catch {
      let text = "\(error)"
      if text.contains("EMFILE") { continue }
      throw TestFailure(
        """
        this process could open \(free) descriptors more, and the error was: \(text). It should be that \
        of the call that had none left (EMFILE): throw on what the calls throw
        """)
    }
  }
  throw TestFailure("100 descriptors are too few")
}

/// Begins `work` on a thread of its own while this process can open no descriptor more.
///
/// - Parameters:
///   - work: What does without, or should.
///   - body: Called, still without descriptors, once the work is done or asleep: what it sleeps for can
///     be done here.
/// - Returns: The work.
/// - Throws: What `body` throws.
package func observedWithoutDescriptors<Value>(
  _ work: @escaping @Sendable () throws -> Value,
  whenSettled body: (Observed<Value>.Activity) throws -> Void
) throws -> Observed<Value> {
  let (gate, opener) = try Descriptor.pipe()
  defer { opener.close() }
  let observed = try Observed {
    try gate.waitAtGate()
    return try work()
  }
  _ = try observed.settled()
  // Open before, since nothing can be opened then; each read at its start is a look at the moment.
  let status = Descriptor(
    owning: open("/proc/self/task/\(observed.threadIdentifier ?? 0)/status", O_RDONLY))
  defer { status.close() }
  let atTheGate = sleeps(in: status)
  try withFreeDescriptors(0) {
    // Closing the gate would free a descriptor.
    try opener.writeLine("go")
    let deadline = Deadline(after: .seconds(4))
    var last: Int?
    // Two looks, as `settled` does.
    while !observed.hasFinished, !deadline.hasPassed {
      let now = sleeps(in: status)
      if let now, now == last, now != atTheGate { break }
      last = now
      sched_yield()
    }
    try body(observed.hasFinished ? .finished : deadline.hasPassed ? .busy : .asleep)
  }
  return observed
}

/// How often the thread has gone to sleep so far; nil if it does not sleep now.
private func sleeps(in status: Descriptor) -> Int? {
  var bytes = [UInt8](repeating: 0, count: 8192)
  let count = pread(status.number, &bytes, bytes.count, 0)
  let lines = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: "\n")
  guard lines.contains(where: { $0.hasPrefix("State:") && $0.contains("S (") }) else { return nil }
  let switches = lines.first { $0.hasPrefix("voluntary_ctxt_switches:") }
  return switches?.split(separator: "\t").last.flatMap { Int($0) }
}

/// Calls `body` while this process can start no thread more.
///
/// Each thread would get a stack for which there is no room. A system that can't be told so sets no
/// limit.
///
/// - Parameter body: What tries.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws.
package func withoutMoreThreads<Result>(_ body: () throws -> Result) rethrows -> Result {
  // The C library has these functions, and its module for Swift may leave them out.
  guard let get = dlsym(nil, "pthread_getattr_default_np"),
    let set = dlsym(nil, "pthread_setattr_default_np")
  else { return try body() }
  typealias Call = @convention(c) (UnsafeMutablePointer<pthread_attr_t>) -> CInt
  let (getDefault, setDefault) = (
    unsafeBitCast(get, to: Call.self), unsafeBitCast(set, to: Call.self)
  )
  var (usual, huge) = (pthread_attr_t(), pthread_attr_t())
  guard getDefault(&usual) == 0, getDefault(&huge) == 0,
    pthread_attr_setstacksize(&huge, 1 << 60) == 0, setDefault(&huge) == 0
  else { return try body() }
  defer { _ = setDefault(&usual) }
  return try body()
}

/// Calls `body` while this process can make no file larger than so many bytes, nor shared memory.
///
/// - Parameters:
///   - byteCount: How many.
///   - body: What is to make something larger.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws.
package func withLargestFile<Result>(
  _ byteCount: Int, _ body: () throws -> Result
) rethrows -> Result {
  let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
  var old = rlimit()
  getrlimit(resource, &old)
  // Threads of the test's runtime block all signals: there, nobody would notice one.
  unblock(SIGXFSZ)
  var small = rlimit(rlim_cur: rlim_t(byteCount), rlim_max: old.rlim_max)
  setrlimit(resource, &small)
  defer { setrlimit(resource, &old) }
  return try body()
}

/// Calls `body` while the children that it starts get a small stack for their main thread.
///
/// - Parameters:
///   - byteCount: How large it may grow.
///   - body: What starts children.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws.
package func withChildrensStack<Result>(
  of byteCount: Int, _ body: () throws -> Result
) rethrows -> Result {
  let resource = __rlimit_resource_t(RLIMIT_STACK.rawValue)
  var old = rlimit()
  getrlimit(resource, &old)
  var small = rlimit(rlim_cur: rlim_t(byteCount), rlim_max: old.rlim_max)
  setrlimit(resource, &small)
  defer { setrlimit(resource, &old) }
  return try body()
}

/// Calls `body` while the system reaps the children of this process by itself, so that nobody can learn
/// how they ended.
///
/// - Parameter body: What waits for children.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws.
package func withLostStatuses<Result>(_ body: () throws -> Result) rethrows -> Result {
  signal(SIGCHLD, SIG_IGN)
  defer { signal(SIGCHLD, SIG_DFL) }
  return try body()
}
