import Grading
import Groundwork
import Testing

extension `6-Queue` {
  @Suite(.exercise("6.4")) struct `04-HowFull` {
    @Test("It counts what is there, and says whether that is nothing or all", arguments: 1...4)
    func counts(capacity: Int) throws {
      var random = Seeded()
      let queue = try SharedQueue<Int>.withoutSlices(capacity: capacity)
      var expected = 0
      for _ in 0..<60 {
        #expect(queue.count == expected, "\(queue.numbers); \(random)")
        #expect(queue.isEmpty == (expected == 0), "there are \(expected) items; \(random)")
        #expect(
          queue.isFull == (expected == capacity),
          "there are \(expected) items, and the capacity is \(capacity); \(random)")
        try queue.require(expected, "looking should take nothing away; \(random)")
        if expected < capacity, expected == 0 || Bool.random(using: &random) {
          try queue.put(expected)
          expected += 1
        } else {
          _ = try queue.get()
          expected -= 1
        }
      }
    }

    @Test("Looking waits for nobody, and changes nothing")
    func waitsForNobody() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 2)
      try queue.put(1)
      try queue.lock.lock()
      let look = try Observed { (queue.count, queue.isEmpty, queue.isFull) }
      let activity = try look.settled()
      try queue.lock.unlock()
      let answer = try look.value(orElse: "it doesn't return, though the lock is free")
      #expect(
        activity == .finished,
        """
        somebody holds the lock, perhaps while copying a large item, and whoever wants to look is \
        \(activity): two counters can be read without the lock
        """)
      #expect(answer == (1, false, false), "one item of two")
      try queue.require(1, "looking takes nothing away")
    }

    @Test("After a put it is not empty, always: also when another process has put")
    func notEmpty() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
      let (answers, said) = try Descriptor.pipe()
      let (orders, order) = try Descriptor.pipe()
      let child = try TestChild(CountTeller(queue: queue, orders: orders, answers: said))
      orders.close()
      said.close()
      for round in 0..<50 {
        try order.writeLine("put")
        _ = try answers.readLine(orElse: "a child does not put")
        #expect(
          !queue.isEmpty,
          "round \(round): a child said that its put has returned, and the queue says it is empty")
        _ = try queue.get()
        #expect(queue.isEmpty, "round \(round): the only item was got")
      }
      order.close()
      answers.close()
      try child.ended(orElse: "a child does not end")
    }

    @Test("The answer was true at some moment, whatever others do meanwhile")
    func oneMoment() throws {
      for changes in [
        [false, false, false, true, true, true, true], [true, false, false, false],
      ] {
        let count = try StepControl.parkingAtEachStep { steps, step in
          let queue = try SharedQueue<Int>.withoutSlices(capacity: 6)
          for number in 0..<3 { try queue.put(number) }
          let count = try steps.directs { queue.count }
          _ = try steps.waitUntilParked()
          var moments: Set<Int> = [3]
          for isPut in changes {
            if isPut { try queue.put(0) } else { _ = try queue.get() }
            moments.insert(Int(queue.numbers.put) - Int(queue.numbers.taken))
          }
          steps.resume()
          let answer = try count.value(orElse: "count doesn't return")
          #expect(
            moments.contains(answer),
            """
            count was stopped before step \(step) (its steps: \(steps.trace)), and meanwhile there \
            were \(moments.sorted()) items. It says \(answer): two numbers that were read at \
            different moments have a difference that never was
            """)
        }
        #expect(count >= 2, "there are two numbers to look at: what was put, and what was taken")
      }
    }

    @Test("It never says that it is empty or full when it was not, nor the reverse")
    func emptyOrFull() throws {
      // How many items there are at first, and what others do: true to put, false to get.
      for (start, changes) in [
        (1, [true, false]), (1, [true, false, true, false]), (2, [false, true]),
        (2, [false, true, false, true]), (3, [false, true]), (0, [true, true, false]),
        (3, [true, false]), (1, [true, true, false, false]), (3, [false, false, true, true]),
      ] {
        for asksIfFull in [false, true] {
          let count = try StepControl.parkingAtEachStep { steps, step in
            let queue = try SharedQueue<Int>.withoutSlices(capacity: 4)
            for number in 0..<start { try queue.put(number) }
            let look = try steps.directs { asksIfFull ? queue.isFull : queue.isEmpty }
            _ = try steps.waitUntilParked()
            var moments = [start]
            // After the last step there is nothing more to look at.
            if steps.stepCount > step {
              for isPut in changes {
                if isPut { try queue.put(0) } else { _ = try queue.get() }
                moments.append(Int(queue.numbers.put) - Int(queue.numbers.taken))
              }
            }
            steps.resume()
            let name = asksIfFull ? "isFull" : "isEmpty"
            let answer = try look.value(orElse: "\(name) doesn't return")
            let truths = moments.map { $0 == (asksIfFull ? 4 : 0) }
            #expect(
              truths.contains(answer),
              """
              \(name) was stopped before step \(step) (its steps: \(steps.trace)); meanwhile there \
              were \(moments) items, one after the other, in a queue for 4. It says \(answer), which \
              was true at no moment: two numbers that were read at different moments say nothing. \
              Ask `count`, which looks once more
              """)
          }
          #expect(count >= 2, "there are two numbers to look at: what was put, and what was taken")
        }
      }
    }

    @Test("With many changes between the two looks, it is never less than nothing")
    func manyChanges() throws {
      var random = Seeded()
      try StepControl.parkingAtEachStep { steps, step in
        let queue = try SharedQueue<Int>.withoutSlices(capacity: 4)
        // One is what was there at some moment.
        let rounds = Int.random(in: 2...20, using: &random)
        let count = try steps.directs { queue.count }
        _ = try steps.waitUntilParked()
        for number in 0..<rounds {
          try queue.put(number)
          _ = try queue.get()
        }
        steps.resume()
        let answer = try count.value(orElse: "count doesn't return")
        #expect(
          answer == 0 || answer == 1,
          """
          stopped before step \(step) of count, \(rounds) items came and went, one at a time. It \
          says \(answer). Read them again until nothing was taken in between; \(random)
          """)
      }
    }

    @Test("Also if something is taken between all of its looks, the answer is one that was true")
    func everBusy() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 4)
      let steps = try StepControl()
      steps.park(.step(0))
      let count = try steps.directs { queue.count }
      // Before each of its steps, three items come and go, one at a time, and without the lock: it may
      // have that. Many more times than one might look.
      for _ in 0..<60 where try steps.waitUntilParked() != nil {
        for _ in 0..<3 {
          queue.storage.put.store(queue.storage.put.load() + 1)
          queue.storage.taken.store(queue.storage.taken.load() + 1)
        }
        steps.park(.next)
        steps.resume()
      }
      if try steps.waitUntilParked() != nil { steps.resume() }
      let answer = try count.value(orElse: "count doesn't return")
      #expect(
        answer == 0 || answer == 1,
        """
        before each step of count three items came and went, one at a time. It says \(answer), after \
        \(steps.stepCount) steps: look again as often as something was taken in between, without end
        """)
    }

    @Test("If something was taken between its looks, it waits for nobody, either")
    func busyAndLocked() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let queue = try SharedQueue<Int>.withoutSlices(capacity: 4)
        for number in 0..<2 { try queue.put(number) }
        let look = try steps.directs { queue.count }
        _ = try steps.waitUntilParked()
        _ = try queue.get()
        try queue.lock.lock()
        steps.resume()
        let activity = try look.settled()
        try queue.lock.unlock()
        let answer = try look.value(orElse: "count doesn't return, though the lock is free")
        #expect(
          activity == .finished,
          """
          count was stopped before step \(step), and meanwhile an item was taken, and somebody locked \
          the queue. Now count is \(activity): it should look again, without the lock; its steps: \
          \(steps.trace)
          """)
        #expect(answer == 1 || answer == 2, "two items, then one")
      }
    }

    @Test("After more items than 32 bits can count, it counts on")
    func manyItems() throws {
      for edge in [UInt64(1) << 32, 1 << 33, 5 << 40] {
        let queue = try SharedQueue<Int>.withoutSlices(capacity: 4)
        // As if so many had been put, and taken.
        queue.storage.taken.store(edge - 1)
        for (put, isFull) in [(edge - 1, false), (edge + 1, false), (edge + 3, true)] {
          queue.storage.put.store(put)
          let expected = Int(put - (edge - 1))
          #expect(
            queue.count == expected && queue.isEmpty == (expected == 0) && queue.isFull == isFull,
            """
            \(queue.numbers): there are \(expected) items of 4. It says \(queue.count), \
            isEmpty \(queue.isEmpty), isFull \(queue.isFull): the numbers have 64 bits
            """)
        }
      }
    }
  }
}

/// A child that puts an item when it is told to, and then says so.
struct CountTeller: ProcessTarget {
  let queue: SharedQueue<Int>
  let orders: Descriptor
  let answers: Descriptor

  func run() throws {
    while try orders.readLine(orElse: "the test gave no order") != nil {
      try queue.put(1)
      try answers.writeLine("done")
    }
  }
}
