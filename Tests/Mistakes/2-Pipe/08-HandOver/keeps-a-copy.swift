// Mistake: Once the child has its end, this process need not care about the copy that it has itself.
// Caught by: After the start the other end sees the end of the stream, once the child has ended
// Verdict: hung

import Groundwork

extension Connection: Codable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(descriptor)
    // A one-way end is one there, too.
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
  }
}
