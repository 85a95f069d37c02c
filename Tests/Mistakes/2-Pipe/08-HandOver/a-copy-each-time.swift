// Mistake: Each time that an end is encoded, a new copy of it is handed over.
// Caught by: An end that the target holds twice is one descriptor in the child
// Verdict: failed

import Groundwork

extension Connection: Codable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    if descriptor.isClosed {
      try container.encode(descriptor)
    } else {
      // This process may close its own meanwhile.
      let copy = try descriptor.withNumber(for: "fcntl") { try Descriptor.duplicate($0) }
      try container.encode(copy)
    }
    try container.encode(direction)
  }

  public convenience init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let descriptor = try container.decode(Descriptor.self)
    self.init(descriptor, only: try container.decode(Direction?.self))
  }
}

extension ChildProcess {
  public func start(handingOver ends: Connection...) throws {
    try start()
    for end in ends { end.close() }
  }
}
