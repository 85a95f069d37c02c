import Grading
import Groundwork
import Testing

extension `3-SharedValue` {
  @Suite(.exercise("3.3")) struct `03-Negate` {
    @Test("The child's number and its negated elements are seen here")
    func negates() throws {
      var random = Seeded()
      let number = Double.random(in: 1...9, using: &random)
      let elements = (0..<10).map { _ in Int.random(in: -999...999, using: &random) }
      let result = try setAndNegateInChild(number, elements)
      #expect(result.number == number, "the child has set the shared number; \(random)")
      #expect(
        result.elements == elements.map { -$0 }, "the child has negated \(elements); \(random)")
    }

    @Test("The plain number is as it was here, and new in the child")
    func plain() throws {
      var random = Seeded()
      let (before, new) = (
        Double.random(in: 1...9, using: &random), Double.random(in: 10...99, using: &random)
      )
      plainNumber = before
      let result = try setAndNegateInChild(new, [1, 2])
      let after = plainNumber
      #expect(
        result.plainNumber == before && after == before,
        "the child sets its own plainNumber: here it should still be \(before); \(random)")
      let (output, input) = try Descriptor.pipe()
      let negate = SetAndNegate(
        new, number: SharedValue(memory: try SharedMemory(byteCount: 8)),
        elements: SharedArray(memory: try SharedMemory(byteCount: 0), count: 0))
      let child = try TestChild(NegatesAndTells(negate: negate, output: input))
      input.close()
      let told = try output.readLine(orElse: "the child doesn't tell its plain number")
      try child.mustEnd()
      #expect(told == "\(new)", "run should set plainNumber too: there, it is \(new); \(random)")
    }

    @Test("run works on what it is given, all of it")
    func run() throws {
      var random = Seeded()
      let new = Double.random(in: 1...9, using: &random)
      let count = Int.random(in: 11...30, using: &random)
      let numbers = (0..<count).map { _ in Int.random(in: -999...999, using: &random) }
      let memory = try SharedMemory(byteCount: count * 8)
      for (index, number) in numbers.enumerated() { memory.store(number, at: index * 8) }
      let number = try SharedMemory(byteCount: 8)
      SetAndNegate(
        new, number: SharedValue(memory: number),
        elements: SharedArray(memory: memory, count: count)
      ).run()
      let seen = (0..<count).map { memory.load(at: $0 * 8, as: Int.self) }
      #expect(seen == numbers.map { -$0 }, "each of the \(count) elements; \(random)")
      #expect(number.load(at: 0, as: Double.self) == new, "\(random)")
    }

    @Test("A number is set, also where an equal one stands")
    func minusZero() throws {
      let number = try SharedMemory(byteCount: 8)
      let elements = SharedArray<Int>(memory: try SharedMemory(byteCount: 0), count: 0)
      plainNumber = 0
      SetAndNegate(-0.0, number: SharedValue(memory: number), elements: elements).run()
      let signs = [number.load(at: 0, as: Double.self).sign, plainNumber.sign]
      #expect(
        signs == [.minus, .minus],
        "both were 0.0, and were to be set to -0.0, which equals it and is another: set them always"
      )
    }

    #if DEBUG
    @Test("The plain number is the new one, whatever others do to the shared one")
    func plainFromTheNew() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let number = try SharedMemory(byteCount: 8)
        let elements = SharedArray<Int>(memory: try SharedMemory(byteCount: 0), count: 0)
        let run = try steps.directs {
          SetAndNegate(3, number: SharedValue(memory: number), elements: elements).run()
        }
        _ = try steps.waitUntilParked()
        if number.load(at: 0, as: Double.self) == 3 { number.store(7.0, at: 0) }
        steps.resume()
        try run.value(orElse: "run doesn't return")
        let plain = plainNumber
        #expect(
          plain == 3,
          """
          run was to set both numbers to 3. Before its step \(step) another process set the shared one to 7, \
          and plainNumber is \(plain): set it to the new number, and not to what is shared
          """)
      }
    }
    #endif

    @Test("One child does it, and is joined")
    func joined() throws {
      let launches = try Launches.during { _ = try setAndNegateInChild(1, [1, 2]) }
      let traces = launches.traces
      for pid in launches.pids { reap(pid) }
      #expect(traces == [.reaped], "one child should have been started, and joined")
    }

    @Test("Nothing to negate is allowed")
    func empty() throws {
      var random = Seeded()
      let number = Double.random(in: 1...9, using: &random)
      let result = try setAndNegateInChild(number, [])
      #expect(result.number == number && result.elements == [], "\(random)")
    }

    @Test(
      "A child that crashes makes it throw, and doesn't take this process along", .holds(.death))
    func crash() throws {
      // -Int.min is no Int: the child traps there, and leaves the last element as it was.
      setenv("SWIFT_BACKTRACE", "enable=no", 1)
      for elements in [[5, .min, 6], [.min], [7, 8, .min]] {
        let result = Result { try setAndNegateInChild(1, elements).elements }
        let isTold =
          if case .failure(SharedValueError.childFailed(.signaled)) = result { true } else { false }
        #expect(
          isTold,
          """
          among \(elements) there is Int.min, and -Int.min is no Int: so the child should trap at it (as \
          - does, and &- does not), and setAndNegateInChild throw SharedValueError.childFailed, with \
          the signal. It came to: \(result)
          """)
      }
      let description = "\(SharedValueError.childFailed(.signaled(SIGILL)))"
      #expect(description.hasPrefix("a child ended by signal"))
    }

    @Test("It waits for the child")
    func waits() throws {
      let stopped = StoppedChild()
      let run = try Observed {
        try stopped.during(index: 0) { try setAndNegateInChild(1, [1, 2]).elements }
      }
      let activity = try run.settled()
      let limited = run.limitedSleep
      stopped.letGo()
      let elements = try run.value(orElse: "setAndNegateInChild goes on, though its child can end")
      stopped.reapLate()
      #expect(
        activity == .asleep,
        "the child was stopped before its work was done, and it is \(activity): join the child first"
      )
      #expect(
        limited == nil,
        "it waits for the child in \(limited ?? ""), for a time: join as long as it takes")
      #expect(elements == [-1, -2], "the child went on, and negated both")
    }

    @Test("A child whose end can't be known makes it throw", .holds(.others))
    func lost() throws {
      let result = withLostStatuses { Result { try setAndNegateInChild(1, [1, 2]).elements } }
      // Whatever the child's name is.
      let isTold = if case .failure(ProcessError.statusLost) = result { true } else { false }
      #expect(
        isTold,
        """
        somebody else reaped the child, so nobody can know whether its work is done, and join says so: \
        throw what join throws. It came to: \(result)
        """)
    }

    @Test("Whatever can't be had makes it throw", .holds(.scarcity))
    func scarce() throws {
      try tryWithFewDescriptors {
        let result = try setAndNegateInChild(1, [1, 2])
        #expect(
          result.number == 1 && result.elements == [-1, -2],
          """
          this process had hardly a descriptor left, and setAndNegateInChild returned \(result.number) \
          and \(result.elements): throw what start and shared memory throw
          """)
      }
    }
  }
}
