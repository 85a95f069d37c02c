import Grading
import Groundwork
import Testing

extension `6-Queue` {
  @Suite(.exercise("6.3")) struct `03-Bounded` {
    @Test("A ring while nobody listens wakes nobody, and one that is heard is not heard again")
    func silentRing() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 9)
      let steps = try StepControl()
      let rings = try steps.directs {
        queue.items.ring()
        queue.items.announce()
        queue.items.ring()
        queue.items.ring()
        return queue.items.mayBeHeard
      }
      let isHeard = try rings.value(orElse: "ring doesn't return")
      #expect(!isHeard, "the bell was rung: nobody listens any more, until somebody says so")
      #expect(
        steps.trace.count { $0.kind == .wake } == 1,
        """
        of three rings, the second one could be heard. The steps are \(steps.trace): to wake is a \
        system call, and only for those who listen
        """)
    }

    @Test("A ring wakes all there can be, and rings once, whoever begins to listen meanwhile")
    func ringsOnce() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 9)
      queue.items.announce()
      // Whoever is woken finds nothing, and announces itself again: as fast as it can be.
      let wakes = try wakeCounts {
        queue.items.announce()
      } of: {
        queue.items.ring()
      }
      #expect(
        wakes.count == 1,
        """
        somebody announced itself while ring woke the others, and ring woke \(wakes.count) times: \
        what has changed was there to be seen by then. Who rings until nobody listens may never return
        """)
      #expect(
        wakes.allSatisfy { $0 >= mostThreads },
        "ring woke \(wakes) at the most. The word says that nobody listens: so nobody may sleep on")
    }

    @Test("put waits while the queue is full, and goes on when an item is got")
    func putWaits() throws {
      for capacity in 1...2 {
        var random = Seeded()
        let queue = try SharedQueue<String>.withoutSlices(capacity: capacity)
        let words = randomWords(capacity + 1, using: &random)
        for word in words.dropLast() { try queue.put(word) }
        let put = try Observed { try queue.put(words[capacity]) }
        let activity = try put.settled()
        try queue.require(capacity, "put went over the capacity of \(capacity); \(random)")
        let first = try queue.get()
        try put.value(orElse: "an item was got, so there is room, and put sleeps on; \(random)")
        let rest = try (0..<capacity).map { _ in try queue.get() }
        #expect(activity == .asleep, "the queue is full: put should sleep, and is \(activity)")
        #expect([first] + rest == words, "the one that had to wait comes last; \(random)")
      }
    }

    @Test("get waits while the queue is empty, and goes on when another process puts an item")
    func getWaits() throws {
      var random = Seeded()
      let queue = try SharedQueue<String>.withoutSlices(capacity: 2)
      let words = randomWords(3, using: &random)
      let get = try Observed { try words.map { _ in try queue.get() } }
      let activity = try get.settled()
      let child = try TestChild(Putting(items: words, queue: queue))
      let got = try get.value(orElse: "a child put three items, and get sleeps on; \(random)")
      let end = try child.ended(orElse: "a child waits in put; \(random)")
      #expect(activity == .asleep, "the queue is empty: get should sleep, and is \(activity)")
      #expect(got == words && end == .exited(0), "the items of the child, in order; \(random)")
    }

    @Test("Through queues of capacity 1 and 2 everything passes, in order")
    func passes() throws {
      for capacity in 1...2 {
        var random = Seeded()
        let there = try SharedQueue<String>.withoutSlices(capacity: capacity)
        let back = try SharedQueue<String>.withoutSlices(capacity: 3 - capacity)
        let words = randomWords(150, using: &random)
        let children = [
          try TestChild(Putting(items: words, queue: there)),
          try TestChild(Passing(count: words.count, source: there, target: back)),
        ]
        let got = try Observed { try words.map { _ in try back.get() } }.value(
          orElse: """
            150 items go through two queues of capacity 1 and 2, and the last one does not arrive: \
            somebody sleeps whom nobody has woken; \(random)
            """)
        for child in children { try child.ended(orElse: "a child does not end; \(random)") }
        #expect(got == words, "the items came in another order, or changed; \(random)")
      }
    }

    @Test("There are never more items than the capacity says")
    func never() throws {
      for capacity in 1...3 {
        let queue = try SharedQueue<Int>.withoutSlices(capacity: capacity)
        let count = 60
        let child = try TestChild(Putting(items: Array(0..<count), queue: queue))
        // One thread gets them all: to start one for each takes too long on a busy machine.
        let gets = try Observed {
          try (0..<count).map { _ in
            let (taken, put) = (queue.storage.taken.load(), queue.storage.put.load())
            return (item: try queue.get(), mostThere: Int(put) - Int(taken))
          }
        }
        let got = try gets.value(
          orElse: """
            a child puts \(count) items into a queue of capacity \(capacity), and not all of them \
            come: \(queue.numbers). Somebody sleeps whom nobody has woken
            """)
        try child.ended(orElse: "a child does not end, though all its items were got")
        let most = got.map(\.mostThere).max() ?? 0
        #expect(most <= capacity, "there were \(most) items, and the capacity is \(capacity)")
        #expect(got.map(\.item) == Array(0..<count), "the items came in another order")
      }
    }

    @Test("One ring is heard by all who listen")
    func wakesAll() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 9)
      let gets = try (0..<3).map { _ in try Observed { try queue.get() } }
      let areAsleep = try gets.allSatisfy { try $0.settled() == .asleep }
      for number in 1...3 { try queue.put(number) }
      let got = try gets.map {
        try $0.value(
          orElse: """
            three threads slept in get, three items were put, and one of the threads sleeps on: \
            after the first ring, the word says that nobody listens. So it must wake all
            """)
      }
      #expect(areAsleep, "the queue is empty: all should sleep")
      #expect(got.sorted() == [1, 2, 3], "each item is got by one of them")
    }

    @Test("Whoever has announced, and does not sleep yet, hears the ring")
    func beforeTheSleep() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 9)
      let steps = try StepControl()
      steps.park(.before(.wait))
      let get = try steps.directs { try queue.get() }
      let step = try steps.waitUntilParked()
      try queue.put(7)
      steps.resume()
      let got = try get.value(
        orElse: """
          an item was put after get had announced that it listens, and before it slept: now it \
          sleeps for ever. Waking reaches only who sleeps already: clear the word, too
          """)
      #expect(got == 7 && step != nil, "the item that was put while get was about to sleep")
    }

    @Test("No item is left beside a sleeper, wherever the one who puts is stopped")
    func putStopped() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let queue = try SharedQueue<Int>.withoutSlices(capacity: 9)
        let first = try Observed { try queue.get() }
        _ = try first.settled()
        let put = try steps.directs { try queue.put(7) }
        _ = try steps.waitUntilParked()
        let second = try Observed { try queue.get() }
        _ = try second.settled()
        steps.resume()
        try put.value(orElse: "put doesn't return")
        try queue.put(8)
        let got = try [first, second].map {
          try $0.value(
            orElse: """
              a thread was stopped before step \(step) of put (its steps: \(steps.trace)), while a \
              second one began to wait in get. Then another item was put, and one of them sleeps \
              on: clear the word before you wake. Later, it may be set by somebody new
              """)
        }
        #expect(got.sorted() == [7, 8], "each got one; stopped before step \(step)")
      }
    }

    @Test("While nobody listens, nobody is woken")
    func nobodyListens() throws {
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 9)
      // As exercise 6.2 does it, before it sleeps.
      queue.items.announce()
      let first = try StepControl()
      let put = try first.directs { try queue.put(1) }
      try put.value(orElse: "put doesn't return")
      let second = try StepControl()
      let again = try second.directs { try queue.put(2) }
      try again.value(orElse: "put doesn't return")
      let wakes = [first, second].map { $0.trace.count { $0.kind == .wake } }
      #expect(
        wakes == [1, 0],
        """
        somebody listened when the first item was put, and nobody when the second one was: the calls \
        of wake should be 1 and 0, and are \(wakes). Waking takes a system call: clear the word
        """)
    }

    @Test("After a timeout the queue works as before")
    func afterTimeout() throws {
      var random = Seeded()
      let queue = try SharedQueue<Int>.withoutSlices(capacity: 1)
      let number = Int.random(in: 1...1_000_000, using: &random)
      #expect(throws: QueueError.empty, "nothing was put") {
        try queue.get(timeout: .milliseconds(1))
      }
      try queue.put(number)
      #expect(throws: QueueError.full, "it holds one item; \(random)") {
        try queue.put(0, timeout: .milliseconds(1))
      }
      #expect(try queue.get() == number, "the one item; \(random)")
      try queue.require(0, "what did not fit in time was not put; \(random)")
    }
  }
}
