import Groundwork
import Synchronization

/// One end of a connection: what is sent at one end is received at the other.
///
/// The ends may be in one process or in two. A message is any Codable value. It arrives whole, after
/// those that were sent before it.
///
/// Any thread may use an end. It is Codable only while a child is started or a message is sent: the
/// other process then has a copy of the end. The other end sees the end of the stream when every
/// copy of this one is closed. A process that ends closes all that it has.
///
/// ```swift
/// struct Doubler: ProcessTarget {
///   let end: Connection
///
///   func run() throws { try end.send(2 * end.receive(Int.self)) }
/// }
///
/// let (here, there) = try Connection.pair()
/// let child = ChildProcess(Doubler(end: there))
/// try child.start(handingOver: there)
/// try here.send(21)
/// print(try here.receive(Int.self))  // 42
/// here.close()
/// try child.join()
/// ```
public final class Connection: Sendable {
  /// What an end can be used for.
  package enum Direction: UInt8, Codable, Sendable {
    case sending, receiving
  }

  /// A stream socket: it carries bytes in order, without boundaries between them.
  package let descriptor: Descriptor
  /// The only direction in which this end can be used; nil if it is both.
  package let direction: Direction?
  /// Held from the first byte of a frame to the last one, while it is sent.
  package let sending = Mutex<Void>(())
  /// Held from the first byte of a frame to the last one, while it is received.
  package let receiving = Mutex<Void>(())
  /// The descriptors that came with the frame that is being received.
  ///
  /// Changed only while `receiving` is held.
  package let arrived = Mutex<[Descriptor]>([])
  /// Whether the next byte to be received is the first one of a frame: descriptors come with that.
  ///
  /// Changed only while `receiving` is held.
  let isAtFrameStart = Atomic(true)

  /// Makes an end of a connected stream socket.
  ///
  /// - Parameters:
  ///   - descriptor: The socket.
  ///   - direction: The only direction in which it can be used; nil if it is both.
  package init(_ descriptor: Descriptor, only direction: Direction? = nil) {
    self.descriptor = descriptor
    self.direction = direction
  }

  /// Both ends of a new connection; each of them can send and receive (`socketpair`).
  ///
  /// Keep both, and close them: an end that is released is closed.
  ///
  /// - Returns: The ends.
  /// - Throws: `SystemError`, such as EMFILE if this process has too many descriptors open.
  public static func pair() throws -> (Connection, Connection) {
    let (one, other) = try Descriptor.socketPair()
    return (Connection(one), Connection(other))
  }

  /// Closes this process's copy of the end; again is harmless (`close`).
  ///
  /// It doesn't wait. What was sent can still be received. A call that another thread is blocked in
  /// goes on, and the end is open until it returns.
  public func close() {
    descriptor.close()
  }

  /// Sends some of `bytes`, at least one (`send` with `MSG_NOSIGNAL`).
  ///
  /// Blocks while there is no room. How many bytes fit is up to the system.
  ///
  /// - Parameter bytes: What to send.
  /// - Returns: The number of bytes that were sent, which may be less than asked for.
  /// - Throws: `SystemError`, such as EPIPE if nobody can receive any more. An interrupted call
  ///   (EINTR) is made again, and SIGPIPE isn't raised.
  package func sendSome(_ bytes: UnsafeRawBufferPointer) throws -> Int {
    try descriptor.write(bytes)
  }

  /// Receives at most `buffer.count` bytes, at least one unless the stream has ended (`recvmsg`).
  ///
  /// Blocks until there is something. The descriptors that came with the first byte of a frame are
  /// kept in `arrived`: a plain `read` would lose them.
  ///
  /// - Parameter buffer: Where the bytes go; not empty.
  /// - Returns: The number of bytes that were received, which may be less than asked for; 0 at the
  ///   end of the stream.
  /// - Throws: `SystemError`. An interrupted call (EINTR) is made again.
  package func receiveSome(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    do {
      // `read` costs less, and drops what may not be there: descriptors beside any other byte.
      guard isAtFrameStart.exchange(false, ordering: .relaxed) else {
        return try descriptor.read(into: buffer)
      }
      var descriptors: [Descriptor] = []
      let count = try descriptor.receive(into: buffer, adding: &descriptors)
      if !descriptors.isEmpty { arrived.withLock { $0 = descriptors } }
      return count
    } catch let error as SystemError where error.number == ECONNRESET {
      // The other end is closed, and didn't receive all that was sent to it. For the one who
      // receives, that is the end as any other.
      return 0
    }
  }
}

/// What can go wrong with a `Connection`.
public enum ConnectionError: Error, Hashable, CustomStringConvertible {
  /// While receiving: the other end is closed, and every message was received.
  case closed
  /// While receiving: the stream ended inside of a message.
  case truncated
  /// While sending: the other end is closed.
  case noReceiver
  /// This end was closed in this process.
  case closedHere
  /// While sending: this end can only receive.
  case receivesOnly
  /// While receiving: this end can only send.
  case sendsOnly
  /// A message of that many bytes is over the limit.
  case tooLong(UInt64)
  /// A message holds that many handles, which is over the limit.
  case tooManyHandles(Int)

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .closed:
      "The other end is closed, and every message that was sent has been received"
    case .truncated:
      """
      The stream ended inside of a message: the process that sent it has probably crashed or been \
      killed. The messages before it were received
      """
    case .noReceiver:
      "The other end is closed in every process that had it: nobody can receive this message"
    case .closedHere:
      "This end was closed by this process: make another connection, or close it later"
    case .receivesOnly:
      "This end can only receive: `oneWay` returns the receiver first, then the sender"
    case .sendsOnly:
      "This end can only send: `oneWay` returns the receiver first, then the sender"
    case .tooLong(let count):
      """
      A message of \(count) bytes is over the limit of \(Connection.maximumByteCount). If it was \
      announced by the other end, the stream can't be read any further: close the connection
      """
    case .tooManyHandles(let count):
      """
      A message with \(count) handles is over the limit of \(Descriptor.mostHandedOver): send them \
      in several messages
      """
    }
  }
}
