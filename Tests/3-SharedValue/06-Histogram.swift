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

    @Test("The bytes are spread evenly, whatever number of counts there is")
    func evenly() throws {
      let samples = [UInt8](0...255)
      for binCount in [3, 5, 7, 100, 200, 255] {
        let counts = try SharedArray(repeating: 0, count: binCount)
        try CountSamples(
          samples: SharedArray(samples), part: 0..<256, counts: counts, slot: 0..<binCount
        ).run()
        let seen = Array(counts)
        #expect(
          seen == reference(samples, binCount),
          """
          each byte from 0 to 255 occurs once, and goes into one of \(binCount) counts, which can't all be \
          equal. Byte b belongs to the count b * \(binCount) / 256: with a width that is rounded before it is \
          used, one count gets what is left over
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
      // How many processors there are makes no difference: here it is one.
      let mask = CurrentProcess.processorMask
      try CurrentProcess.allowProcessors(firstProcessor(of: mask))
      let launches = try Launches.during {
        let samples = try SharedArray([UInt8](repeating: 1, count: 30))
        _ = try histogram(of: samples, binCount: 2, workerCount: 3)
      }
      try CurrentProcess.allowProcessors(mask)
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

    @Test("A worker that ends with an error makes it throw", .holds(.death))
    func failed() throws {
      // No worker can take that up: there are fewer samples in the memory than the array says.
      let samples = SharedArray<UInt8>(memory: try SharedMemory(byteCount: 10), count: 20)
      let result = Result { try histogram(of: samples, binCount: 2, workerCount: 2) }
      #expect(
        throws: SharedValueError.childFailed(.exited(1)),
        """
        the workers could not take up their samples, so each exited with 1, and counted nothing. \
        histogram came to \(result): only a worker that exited with 0 has done its work
        """
      ) { _ = try result.get() }
    }

    @Test("It waits until every worker has ended, for as long as that takes", arguments: 0..<2)
    func waits(index: Int) throws {
      let stopped = StoppedChild()
      let run = try Observed {
        try stopped.during(index: index) {
          try histogram(of: SharedArray([0, 100, 200]), binCount: 2, workerCount: 2)
        }
      }
      _ = try run.settled()
      // It may be waiting for the other one, which takes some time to end.
      _ = try countSleeps(of: run, in: 30)
      let activity = try run.settled()
      let limited = run.limitedSleep
      stopped.letGo()
      let counts = try run.value(orElse: "histogram goes on though every worker can end")
      stopped.reapLate()
      #expect(
        activity == .asleep,
        "worker \(index) of 0 and 1 was stopped, and has not ended, and histogram is \(activity)")
      #expect(
        limited == nil,
        "it waits for its workers in \(limited ?? ""), for a time: counting may take long, so join them"
      )
      #expect(counts == [2, 1], "the worker that was stopped has counted its part, too")
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
    @Test("What others write meanwhile beside its slot stays there")
    func besideTheSlot() throws {
      let samples = try SharedArray<UInt8>([0, 200, 0, 200])
      let counts = try SharedArray(repeating: 0, count: 6)
      let steps = try StepControl()
      // It has begun to count.
      steps.park(.before(.memoryLoad, skipping: 2))
      let worker = try Observed {
        steps.install()
        defer { steps.uninstall() }
        CountSamples(samples: samples, part: 0..<4, counts: counts, slot: 2..<4).run()
      }
      _ = try steps.waitUntilParked()
      for index in [0, 1, 4, 5] { counts.memory.store(7, at: index * 8) }
      steps.resume()
      try worker.value(orElse: "the worker doesn't come to the end of four samples")
      let seen = Array(counts)
      #expect(
        seen == [7, 7, 2, 2, 7, 7],
        """
        a worker with the slot 2..<4 was stopped while it counted, and others set the elements beside it \
        to 7. In the end there is \(seen): write to the slot, and to nothing else, not even what was there
        """)
    }

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

/// A mask that has the first one of the processors in `mask`.
private func firstProcessor(of mask: [UInt8]) -> [UInt8] {
  let first = mask.firstIndex { $0 != 0 }
  return mask.indices.map { $0 == first ? mask[$0] & (~mask[$0] &+ 1) : 0 }
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
