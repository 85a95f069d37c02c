// Mistake: The width of a count is rounded, and the last one takes what is left over.
// Caught by: The bytes are spread evenly, whatever number of counts there is
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
    let width = max(1, 256 / slot.count)
    for index in part {
      let bin = min(Int(samples[index]) / width, slot.count - 1)
      counts[slot.lowerBound + bin] += 1
    }
  }
}

public func histogram(
  of samples: SharedArray<UInt8>, binCount: Int, workerCount: Int
) throws -> [Int] {
  let length = slotLength(binCount: binCount)
  let counts = try SharedArray<Int>(count: length * workerCount)
  let workers = (0..<workerCount).map { worker in
    CountSamples(
      samples: samples,
      part: samples.count * worker / workerCount..<samples.count * (worker + 1) / workerCount,
      counts: counts, slot: worker * length..<worker * length + binCount)
  }
  for status in try runAll(workers) where status != .exited(0) {
    throw SharedValueError.childFailed(status)
  }
  return (0..<binCount).map { bin in
    (0..<workerCount).reduce(0) { $0 + counts[$1 * length + bin] }
  }
}
