import Groundwork
import Testing

// Messages with handles in them.

/// A message with a handle in it.
struct Invitation: Codable {
  let text: String
  let end: Connection
}

/// What an invitation is not: the end is decoded before it turns out.
struct OtherInvitation: Codable {
  let end: Connection
  let text: Int
}

/// What is left of an invitation if the end isn't wanted.
struct TextOnly: Codable {
  let text: String
}

/// Takes one invitation, and answers through the end in it.
struct InvitedGuest: ProcessTarget {
  let connection: Connection

  func run() throws {
    let invitation = try connection.receive(Invitation.self)
    try invitation.end.send("you said: \(invitation.text)")
    guard try invitation.end.receive(String.self) == "bye" else { exit(2) }
  }
}

// MARK: - Helpers

/// Sends a message with handles; an exercise that isn't started says so before others do.
func send<Value: Encodable>(_ value: Value, through connection: Connection) throws {
  _ = Connection.decoder(handingOut: [])
  try connection.send(value)
}

/// At most so many bytes of the stream, and the handles that came with them.
func takeWithHandles(
  _ limit: Int, from connection: Connection
) throws -> (bytes: [UInt8], handles: [Descriptor]) {
  var handles: [Descriptor] = []
  var bytes = [UInt8](repeating: 0, count: limit)
  let count = try bytes.withUnsafeMutableBytes {
    try connection.descriptor.receive(into: $0, adding: &handles)
  }
  return (Array(bytes.prefix(count)), handles)
}

/// Calls `body` with memory of which only what is written to is really taken.
func withReservedMemory(
  _ byteCount: Int, _ body: (UnsafeMutableRawBufferPointer) throws -> Void
) throws {
  let memory = mmap(
    nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
  let base = try #require(memory != MAP_FAILED ? memory : nil, "no room for a long frame")
  defer { munmap(base, byteCount) }
  try body(UnsafeMutableRawBufferPointer(start: base, count: byteCount))
}
