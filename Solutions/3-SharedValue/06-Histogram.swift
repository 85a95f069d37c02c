import Groundwork

/// The bytes that a processor fetches, keeps and gives up as one: a cache line.
public let cacheLineBytes = 64

/// How many counts belong to one worker's slot, so that no two slots have a cache line in common.
///
/// - Parameter binCount: How many counts a worker needs.
/// - Returns: The smallest number of `Int`s, at least `binCount`, that fills whole cache lines.
public func slotLength(binCount: Int) -> Int {
  let perLine = cacheLineBytes / MemoryLayout<Int>.stride
  return (binCount + perLine - 1) / perLine * perLine
}

/// Counts a part of the samples, in a child.
public struct CountSamples: ProcessTarget {
  let samples: SharedArray<UInt8>
  let part: Range<Int>
  let counts: SharedArray<Int>
  let slot: Range<Int>

  /// Makes a target that counts the samples at the indices `part` in the elements `slot` of `counts`.
  public init(
    samples: SharedArray<UInt8>, part: Range<Int>, counts: SharedArray<Int>, slot: Range<Int>
  ) {
    self.samples = samples
    self.part = part
    self.counts = counts
    self.slot = slot
  }

  /// Adds 1 to an element of the slot for each sample of the part.
  ///
  /// The bytes 0 to 255 are spread evenly over the elements: with four of them, 0 to 63 is counted in
  /// the first.
  public func run() {
    for index in part {
      let bin = Int(samples[index]) * slot.count / 256
      counts[slot.lowerBound + bin] += 1
    }
  }
}

/// Counts how often each range of bytes occurs in `samples`, in several processes at once.
///
/// No lock is needed: each worker has a slot of its own, in which nobody else writes.
///
/// - Parameters:
///   - samples: What is counted; nobody may write it meanwhile.
///   - binCount: How many ranges the bytes 0 to 255 are divided into, from 1 to 256.
///   - workerCount: How many processes count, at least 1.
/// - Returns: The counts.
/// - Throws: `SharedValueError.childFailed` if a worker did not exit with 0; what `runAll` throws, and
///   what shared memory throws.
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
  for status in try runAll(workers) where status != .exited(0) {
    throw SharedValueError.childFailed(status)
  }
  return (0..<binCount).map { bin in
    (0..<workerCount).reduce(0) { sum, worker in sum + counts[worker * length + bin] }
  }
}
