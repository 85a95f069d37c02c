/// The squares of 0 to 999, by their last byte.
func printHistogram() throws {
  let samples = try SharedArray((0..<1000).map { UInt8(truncatingIfNeeded: $0 * $0) })
  let counts = try histogram(of: samples, binCount: 4, workerCount: 2)
  for (bin, count) in counts.enumerated() {
    let bar = String(repeating: "#", count: count / 10)
    print("\(bin * 64) to \(bin * 64 + 63): \(count) \(bar)")
  }
}
