// Mistake: Only the descriptor is handed over: a one-way end becomes one for both directions.
// Caught by: A one-way end is one in the child, too
// Verdict: failed

import Groundwork

extension Connection: Codable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(descriptor)
  }

  public convenience init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let descriptor = try container.decode(Descriptor.self)
    self.init(descriptor)
  }
}

extension ChildProcess {
  public func start(handingOver ends: Connection...) throws {
    try start()
    for end in ends { end.close() }
  }
}
