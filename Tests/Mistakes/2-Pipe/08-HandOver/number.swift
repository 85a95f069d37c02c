// Mistake: The number of a descriptor is taken for the descriptor: it means nothing in the child.
// Caught by: The child has the end
// Verdict: failed

import Groundwork

extension Connection: Codable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(descriptor.number)
    // A one-way end is one there, too.
    try container.encode(direction)
  }

  public convenience init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let descriptor = Descriptor(owning: try container.decode(CInt.self))
    self.init(descriptor, only: try container.decode(Direction?.self))
  }
}

extension ChildProcess {
  public func start(handingOver ends: Connection...) throws {
    try start()
    for end in ends { end.close() }
  }
}
