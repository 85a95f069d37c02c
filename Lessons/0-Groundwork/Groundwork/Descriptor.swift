import Glibc

/// A file descriptor that closes itself at its last release.
///
/// Close-on-exec from birth. Codable only while a child is started or a message is sent.
public final class Descriptor: Sendable, Codable {
  /// The number that system calls take.
  public var number: CInt { fatalError("to be written") }

  /// Takes over `number`: this object closes it.
  public init(owning number: CInt) { fatalError("to be written") }
  public init(from decoder: any Decoder) throws { fatalError("to be written") }
  public func encode(to encoder: any Encoder) throws { fatalError("to be written") }

  /// Closes the descriptor now; again is harmless.
  public func close() { fatalError("to be written") }

  /// Both ends of a new pipe.
  public static func pipe() throws -> (reader: Descriptor, writer: Descriptor) { fatalError("to be written") }
  /// Both ends of a new, connected pair of stream sockets.
  public static func socketPair() throws -> (Descriptor, Descriptor) { fatalError("to be written") }
  /// A descriptor of the process `pid`, readable once it has ended (`pidfd_open`).
  public static func process(_ pid: pid_t) throws -> Descriptor { fatalError("to be written") }

  /// Reads at most `buffer.count` bytes; 0 at the end. Blocks; retries EINTR.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { fatalError("to be written") }
  /// Writes some of `bytes`, and returns how many. Blocks; retries EINTR; no SIGPIPE.
  public func write(_ bytes: UnsafeRawBufferPointer) throws -> Int { fatalError("to be written") }
  /// Waits until a read would not block. False if the deadline comes first.
  public func waitUntilReadable(until deadline: Deadline) throws -> Bool { fatalError("to be written") }
}
