// Alternative: The parts have keys.

import Groundwork

extension Connection: Codable {
  private enum Part: String, CodingKey {
    case descriptor, direction
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Part.self)
    try container.encode(descriptor, forKey: .descriptor)
    try container.encodeIfPresent(direction, forKey: .direction)
  }

  public convenience init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Part.self)
    self.init(
      try container.decode(Descriptor.self, forKey: .descriptor),
      only: try container.decodeIfPresent(Direction.self, forKey: .direction))
  }
}

extension ChildProcess {
  public func start(handingOver ends: Connection...) throws {
    try start()
    ends.forEach { $0.close() }
  }
}
