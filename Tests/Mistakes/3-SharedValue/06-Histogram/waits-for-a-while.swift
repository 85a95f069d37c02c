// Mistake: A worker that is not done within a minute is left alone, and what it has counted is used.
// Caught by: It waits until every worker has ended, for as long as that takes
// Verdict: failed

import Groundwork

public let cacheLineBytes = 64

public func slotLength(binCount: Int) -> Int {
  let perLine = cacheLineBytes / MemoryLayout<Int>.stride
  return (binCount + perLine - 1) / perLine * perLine
}

public struct CountSamples: ProcessTarget {
  let samples: SharedArray<UInt8>
  let part: Range<Int>
  let counts: SharedArray<Int>
  let slot: Range<Int>

  public init(
    samples: SharedArray<UInt8>, part: Range<Int>, counts: SharedArray<Int>, slot: Range<Int>
  ) {
    self.samples = samples
    self.part = part
    self.counts = counts
    self.slot = slot
  }

  public func run() {
    for index in part {
      let bin = Int(samples[index]) * slot.count / 256
      counts[slot.lowerBound + bin] += 1
    }
  }
}

public func histogram(
  of samples: SharedArray<UInt8>, binCount: Int, workerCount: Int
) throws -> [Int] {
  let length = slotLength(binCount: binCount)
  let counts = try SharedArray<Int>(count: workerCount * length)
  let workers = (0..<workerCount).map { worker in
    let first = worker * length
    return CountSamples(
      samples: samples,
      part: samples.count * worker / workerCount..<samples.count * (worker + 1) / workerCount,
      counts: counts, slot: first..<first + binCount)
  }
  let children = workers.map { ChildProcess($0) }
  for child in children { try child.start() }
  for child in children {
    let status = try child.join(timeout: .seconds(60))
    if let status, status != .exited(0) { throw SharedValueError.childFailed(status) }
  }
  return (0..<binCount).map { bin in
    (0..<workerCount).reduce(0) { sum, worker in sum + counts[worker * length + bin] }
  }
}
