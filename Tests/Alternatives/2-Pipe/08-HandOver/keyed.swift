// Alternative: The parts have keys.

import Groundwork

extension Connection: Codable {
  private enum Part: String, CodingKey {
    case descriptor, direction
  }

  /// Hands a copy of this end to the process that is started, or that the message is sent to.
  ///
  /// - Parameter encoder: The encoder of a launch or a message.
  /// - Throws: `EncodingError` elsewhere, or if the end is closed.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Part.self)
    try container.encode(descriptor, forKey: .descriptor)
    try container.encodeIfPresent(direction, forKey: .direction)
  }

  /// Takes the end that came with the message.
  ///
  /// - Parameter decoder: The decoder of a child that is starting, or of a message.
  /// - Throws: `DecodingError` elsewhere, or if the end did not come with it.
  public convenience init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Part.self)
    self.init(
      try container.decode(Descriptor.self, forKey: .descriptor),
      only: try container.decodeIfPresent(Direction.self, forKey: .direction))
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
    try start()
    ends.forEach { $0.close() }
  }
}
