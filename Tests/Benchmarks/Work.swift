/// Work that a process does as often as it is told.
protocol Work: Codable, Sendable {
  func run(_ calls: Int) throws
}

extension Session {
  /// This process does the work.
  static func alone(_ work: some Work) -> Session {
    Session(work: { calls in try ContinuousClock().measure { try work.run(calls) } })
  }
}
