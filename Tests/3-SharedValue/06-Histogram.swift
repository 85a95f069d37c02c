import Grading
import Groundwork
import Testing

extension `3-SharedValue` {
  @Suite(.exercise("3.6")) struct `06-Histogram` {
    @Test("The counts of all samples come together")
    func counts() throws {
      var random = Seeded()
      for (sampleCount, binCount, workerCount) in [
        (Int.random(in: 100...500, using: &random), Int.random(in: 2...40, using: &random), 3),
        (Int.random(in: 100...500, using: &random), 256, 2), (5, 4, 1), (2, 3, 4), (0, 2, 2),
        (7, 1, 2),
      ] {
        let samples = samples(sampleCount, &random)
        let seen = try histogram(
          of: SharedArray(samples), binCount: binCount, workerCount: workerCount)
        #expect(
          seen == reference(samples, binCount),
          """
          \(sampleCount) samples, \(binCount) counts, \(workerCount) workers: every sample should be \
          counted once, and the slots of all workers added up; \(random)
          """)
      }
    }

    @Test("A worker counts its part, in its slot")
    func worker() throws {
      var random = Seeded()
      // Of all kinds; and so small ones that the last counts stay 0.
      for samples in [samples(60, &random), Array(0..<60)] {
        let binCount = Int.random(in: 2...20, using: &random)
        let first = Int.random(in: 5...15, using: &random)
        let part = Int.random(in: 1...20, using: &random)..<Int.random(in: 40...59, using: &random)
        let counts = try SharedArray(repeating: 0, count: 40)
        try CountSamples(
          samples: SharedArray(samples), part: part, counts: counts, slot: first..<first + binCount
        ).run()
        let seen = Array(counts)
        let expected =
          Array(repeating: 0, count: first) + reference(Array(samples[part]), binCount)
          + Array(repeating: 0, count: 40 - first - binCount)
        #expect(
          seen == expected,
          """
          of the samples, those with the indices \(part) are counted, in the elements \
          \(first)..<\(first + binCount), and no others; \(random)
          """)
      }
    }

    @Test("A slot fills whole cache lines, and no more than it needs")
    func slots() throws {
      for binCount in [1, 7, 8, 9, 16, 17, 100, 256] {
        let length = slotLength(binCount: binCount)
        #expect(
          length * 8 % cacheLineBytes == 0,
          "\(binCount) counts: the next slot would begin inside a cache line of \(cacheLineBytes) bytes"
        )
        #expect(
          length >= binCount && length < binCount + 8,
          "\(binCount) counts should have a slot for \((binCount + 7) / 8 * 8), not \(length)")
      }
    }

    @Test("All workers are started before one is joined")
    func atOnce() throws {
      let launches = try Launches.during {
        let samples = try SharedArray([UInt8](repeating: 1, count: 30))
        _ = try histogram(of: samples, binCount: 2, workerCount: 3)
      }
      let traces = launches.traces
      for pid in launches.pids { reap(pid) }
      #expect(traces == Array(repeating: .reaped, count: 3), "three workers, joined in the end")
      let early = launches.tracesAtLaunch.flatMap { $0 }.contains(.reaped)
      #expect(
        !early, "a worker was joined before the next was started: so they work one after the other")
    }

    @Test("A worker that is killed makes it throw", .holds(.death))
    func killed() throws {
      // So many samples that no worker is done when it is killed, at its start. They are 0 from the
      // beginning: a learner's own array would take long to fill.
      let count = 3_000_000
      let samples = SharedArray<UInt8>(memory: try SharedMemory(byteCount: count), count: count)
      for (victim, workerCount) in [(0, 1), (0, 2), (1, 2)] {
        var launched = 0
        #expect(
          throws: SharedValueError.childFailed(.signaled(SIGKILL)),
          """
          worker \(victim) of \(workerCount), counted from 0, was killed, so its counts are not all \
          there: say so, and return nothing
          """
        ) {
          _ = try Launches.during({ pid in
            if launched == victim { kill(pid, SIGKILL) }
            launched += 1
          }) {
            _ = try histogram(of: samples, binCount: 2, workerCount: workerCount)
          }
        }
      }
    }

    @Test("Whatever can't be had makes it throw", .holds(.scarcity))
    func scarce() throws {
      let samples = SharedArray<UInt8>(memory: try SharedMemory(byteCount: 10), count: 10)
      try tryWithFewDescriptors {
        let seen = try histogram(of: samples, binCount: 2, workerCount: 2)
        #expect(
          seen == [10, 0],
          """
          this process had hardly a descriptor left, and histogram returned \(seen) for ten zeros: \
          throw what runAll and shared memory throw
          """)
      }
    }

    #if DEBUG
    @Test("No two workers count in the same cache line")
    func ownLines() throws {
      let samples = try SharedArray<UInt8>([0, 100, 200, 255])
      let steps = try StepControl()
      steps.install()
      let seen = try histogram(of: samples, binCount: 2, workerCount: 4)
      steps.uninstall()
      let reads = steps.trace.filter { $0.kind == .memoryLoad }.map(\.place)
      #expect(seen == [2, 2], "of 0, 100, 200 and 255, two are below 128, and two are not")
      #expect(
        reads.isEmpty || Set(reads.map { $0 / cacheLineBytes }).count >= 4,
        """
        the counts of four workers were added up from these places in memory: \(reads). Each \
        worker should have a slot of its own, and slots should lie slotLength(binCount:) apart.
        """)
    }
    #endif
  }
}

private func samples(_ count: Int, _ random: inout Seeded) -> [UInt8] {
  (0..<count).map { _ in .random(in: 0 ... .max, using: &random) }
}

/// The counts, by another way.
private func reference(_ samples: [UInt8], _ binCount: Int) -> [Int] {
  var counts = Array(repeating: 0, count: binCount)
  for sample in samples { counts[Int(sample) * binCount / 256] += 1 }
  return counts
}
