// Mistake: Another thread closes the ends, some time later.
// Caught by: start closes one-way ends of both kinds, too, and before it returns
// Verdict: failed

import Groundwork

extension Connection: Codable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(descriptor)
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
    _ = try? BackgroundThread {
      for end in ends { end.close() }
    }
  }
}
