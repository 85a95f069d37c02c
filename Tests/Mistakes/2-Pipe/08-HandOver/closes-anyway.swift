// Beginner: The ends are closed even if no child was started.
// Caught by: When the child can't be started, the ends stay open
// Verdict: failed

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
    defer { for end in ends { end.close() } }
    try start()
  }
}
