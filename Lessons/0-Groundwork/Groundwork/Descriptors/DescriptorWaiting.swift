internal import CPlatform

// MARK: - Waiting for several descriptors at once

extension Descriptor {
  /// What to wait for at a descriptor.
  public enum Readiness: Sendable {
    /// A read would not block: there are bytes, or it is the end.
    case reading
    /// A write would not block: there is room for some bytes, or nobody can read any more.
    case writing
  }

  /// Waits until at least one of several descriptors is ready (`ppoll`).
  ///
  /// The kernel looks at them in the order of the list.
  ///
  /// - Parameters:
  ///   - waits: At most 16; those that are nil are never ready.
  ///   - deadline: When to give up; in the past, it only looks.
  /// - Returns: For each, whether it is ready; nil if the deadline came first.
  /// - Throws: `SystemError`, EBADF if a descriptor is closed.
  public static func waitForAny(
    _ waits: [(Descriptor?, Readiness)], until deadline: Deadline = .never
  ) throws -> [Bool]? {
    precondition(waits.count <= Int(WORKBOOK_MOST_POLLED), "too many descriptors to wait for")
    return try withNumbers(of: waits.compactMap(\.0), for: "poll") { open in
      var rest = open[...]
      let numbers = waits.map { $0.0 == nil ? -1 : rest.removeFirst() }
      let events = waits.map { Int16($0.1 == .reading ? POLLIN : POLLOUT) }
      var results = [Int16](repeating: 0, count: waits.count)
      while true {
        #if DEBUG
        if let first = open.first,
          case .fail = StepHook.before(.waitUntilReadable, descriptor: first)
        {
          if deadline.hasPassed { return nil }
          continue
        }
        #endif
        let limit = deadline.remainingNanoseconds
        switch workbook_poll_many(numbers, events, &results, CInt(numbers.count), limit) {
        case 0 where limit >= 0 && deadline.hasPassed: return nil
        case 0: continue
        case -1 where errno == EINTR: continue
        case -1: throw SystemError("poll")
        default:
          guard results.allSatisfy({ $0 & Int16(POLLNVAL) == 0 }) else {
            throw SystemError("poll", number: EBADF, detail: "Something else closed it.")
          }
          return results.map { $0 != 0 }
        }
      }
    }
  }

  /// From now on a read or write that would block throws EAGAIN instead (`fcntl`, O_NONBLOCK).
  ///
  /// This holds for all who share the end of the pipe, also in other processes.
  ///
  /// - Throws: `SystemError`, EBADF if the descriptor is closed.
  public func setNonBlocking() throws {
    try withNumber(for: "fcntl") { number in
      let flags = try check("fcntl") { fcntl(number, F_GETFL) }
      _ = try check("fcntl") { fcntl(number, F_SETFL, flags | O_NONBLOCK) }
    }
  }

  /// Lets a pipe hold so many bytes, if the system allows it (`fcntl`, F_SETPIPE_SZ).
  ///
  /// - Parameter byteCount: How many; 64 KiB is what it holds without.
  public func widenPipe(to byteCount: Int) {
    _ = try? withNumber(for: "fcntl") { workbook_widen_pipe($0, CInt(clamping: byteCount)) }
  }

  /// How many bytes are in the pipe and were not read yet (`ioctl`, FIONREAD); 0 if it isn't one.
  public var unreadByteCount: Int {
    (try? withNumber(for: "ioctl") { Int(workbook_unread($0)) }) ?? 0
  }
}

/// Calls `body` with the numbers of `descriptors`, none of which can be closed meanwhile.
func withNumbers<Result>(
  of descriptors: [Descriptor], for call: String, _ body: ([CInt]) throws -> Result
) throws -> Result {
  var numbers: [CInt] = []
  defer { descriptors.prefix(numbers.count).forEach { $0.endUse() } }
  for descriptor in descriptors { numbers.append(try descriptor.beginUse(for: call)) }
  return try body(numbers)
}
