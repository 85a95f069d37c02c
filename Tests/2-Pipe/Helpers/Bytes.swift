import Grading
import Groundwork
import Synchronization
import Testing

// Connections whose other end is a bare socket, and bytes that are compared without printing them.

/// A connection, and the socket at its other end.
struct RawPair {
  let connection: Connection
  let socket: Descriptor

  /// Makes both; with small buffers, the system takes only a few kilobytes before it blocks.
  init(smallBuffers: Bool = false) throws {
    let (one, other) = try Descriptor.socketPair()
    connection = Connection(one)
    socket = other
    if smallBuffers {
      for end in [one, other] {
        var size: CInt = 1
        setsockopt(
          end.number, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<CInt>.size))
      }
    }
  }

  /// Closes both ends.
  func close() {
    connection.close()
    socket.close()
  }
}

/// Random bytes, as many as asked for.
func randomBytes(_ count: Int, using random: inout Seeded) -> [UInt8] {
  random.bytes(count)
}

/// How `bytes` differ from what was expected; nil if they don't.
func difference(_ bytes: some Collection<UInt8>, from expected: some Collection<UInt8>) -> String? {
  let same = zip(bytes, expected).prefix { $0 == $1 }.count
  if same == bytes.count, same == expected.count { return nil }
  if same == bytes.count { return "only \(same) of \(expected.count) bytes came" }
  if same == expected.count { return "\(bytes.count - same) bytes too many came" }
  return "of \(expected.count) bytes the first \(same) are right, and the next one is not"
}

extension Descriptor {
  /// Everything that `work` sends, until it is done and nothing is left.
  ///
  /// It stops at `limit` bytes: a wrong answer may send without end.
  func received<Value>(while work: Observed<Value>, limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let deadline = Deadline(after: .seconds(5))
    while bytes.count < limit, !deadline.hasPassed {
      let wasFinished = work.hasFinished
      if try waitUntilReadable(until: Deadline(after: .milliseconds(wasFinished ? 0 : 1))) {
        let more = try readBytes(min(65_536, limit - bytes.count))
        if more.isEmpty { break }
        bytes += more
      } else if wasFinished {
        break
      }
    }
    return bytes
  }

  /// Writes all of `bytes`, which must be few enough not to block.
  func put(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      rest = rest.dropFirst(try rest.withUnsafeBytes { try write($0) })
    }
  }
}

/// A frame's bytes as they must be on the wire.
func frame(_ payload: [UInt8]) -> [UInt8] {
  withUnsafeBytes(of: UInt64(payload.count).littleEndian) { Array($0) } + payload
}

extension Connection {
  /// `sendAll` of an array.
  func sendAll(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try sendAll($0) } }

  /// `fill` of a new buffer: the number that it returned, and the bytes.
  ///
  /// The buffer begins with all bytes set, so that those which never came are seen.
  func filled(_ count: Int) throws -> (count: Int, bytes: [UInt8]) {
    var bytes = [UInt8](repeating: 0xff, count: count)
    let result = try bytes.withUnsafeMutableBytes { try fill($0) }
    return (result, bytes)
  }

  /// `sendFrame` of an array.
  func sendFrame(_ payload: [UInt8]) throws {
    var frame = [UInt8](repeating: 0xff, count: FrameHeader.byteCount) + payload
    try frame.withUnsafeMutableBytes { try sendFrame($0) }
  }

  /// `receiveFrame` as an array.
  func receivedFrame() throws -> [UInt8] {
    let payload = try receiveFrame()
    return withExtendedLifetime(payload) { Array(payload.bytes) }
  }
}

// MARK: - Signals

/// How often SIGUSR1 was caught.
let interruptions = Atomic<Int>(0)

/// From now on SIGUSR1 interrupts a blocked call of a thread that unblocked it.
func catchInterruptions() throws {
  try catchWithoutRestart(SIGUSR1) { _ in interruptions.add(1, ordering: .relaxed) }
}

extension Observed {
  /// Interrupts whatever call the work is blocked in, and waits until it is done or blocked again.
  func interrupted() throws -> Activity {
    let switches = self.switches
    let before = interruptions.load(ordering: .relaxed)
    interrupt(with: SIGUSR1)
    while interruptions.load(ordering: .relaxed) == before, !hasFinished { sched_yield() }
    return try settled(after: switches)
  }
}
