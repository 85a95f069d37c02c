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
