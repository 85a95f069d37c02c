// Mistake: The copies are closed before the child has got them.
// Caught by: start closes this process's copies of the ends, and of no other
// Verdict: failed

import Groundwork

extension Connection: Codable {
  /// Hands a copy of this end to the process that is started, or that the message is sent to.
  ///
  /// - Parameter encoder: The encoder of a launch or a message.
  /// - Throws: `EncodingError` elsewhere, or if the end is closed.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(descriptor)
    // A one-way end is one there, too.
    try container.encode(direction)
  }

  /// Takes the end that came with the message.
  ///
  /// - Parameter decoder: The decoder of a child that is starting, or of a message.
  /// - Throws: `DecodingError` elsewhere, or if the end did not come with it.
  public convenience init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let descriptor = try container.decode(Descriptor.self)
    self.init(descriptor, only: try container.decode(Direction?.self))
  }
}

extension ChildProcess {
  /// Starts the child, and closes this process's copies of the ends that the child alone should have.
  ///
  /// As long as a copy is open somewhere, the other end doesn't see the end of the stream.
  ///
  /// - Parameter ends: Connections that the child's target holds.
  /// - Throws: What `start` throws. The ends are still open then.
  public func start(handingOver ends: Connection...) throws {
    for end in ends { end.close() }
    try start()
  }
}
