import Grading
import Groundwork
import Testing

extension `6-Queue` {
  @Suite(.exercise("6.5")) struct `05-ManyToMany` {
    @Test("A producer puts its parcels, in order")
    func producer() throws {
      var random = Seeded()
      let count = Int.random(in: 2...20, using: &random)
      let number = Int.random(in: 0...9, using: &random)
      let queue = try SharedQueue<Parcel>(capacity: 100)
      try Producer(number, parcelCount: count, to: queue).run()
      try queue.require(count, "the producer has \(count) parcels; \(random)")
      let got = try (0..<count).map { _ in try queue.get() }
      #expect(
        got == (0..<count).map { Parcel(producer: number, number: $0) },
        "the parcels of producer \(number), from 0 on; \(random)")
    }

    @Test("A consumer gets its share, leaves the rest, and reports in order")
    func consumer() throws {
      var random = Seeded()
      let share = Int.random(in: 2...10, using: &random)
      let rest = Int.random(in: 1...10, using: &random)
      let queue = try SharedQueue<Parcel>(capacity: 100)
      let reports = try SharedQueue<[Parcel]>(capacity: 2)
      let numbers = random.different(2, in: 0...9)
      // By turns, the greater number first: as no sorting would leave them.
      let parcels = (0..<share + rest).map { index in
        Parcel(
          producer: (index.isMultiple(of: 2) ? numbers.max() : numbers.min()) ?? 0,
          number: index / 2)
      }
      for parcel in parcels { try queue.put(parcel) }
      try Observed { try Consumer(parcelCount: share, from: queue, reports: reports).run() }.value(
        orElse: "a consumer that has got its \(share) parcels puts one report, and ends; \(random)")
      try reports.require(1, "a consumer reports once, when it has all; \(random)")
      #expect(
        try reports.get() == Array(parcels.prefix(share)),
        "a consumer reports what it got, in the order in which it came, and sorts nothing; \(random)"
      )
      try queue.require(rest, "it should take its \(share) parcels, and no more; \(random)")
    }

    @Test("A share of no parcels is got at once, and reported")
    func nothing() throws {
      let queue = try SharedQueue<Parcel>(capacity: 100)
      let reports = try SharedQueue<[Parcel]>(capacity: 2)
      try queue.put(Parcel(producer: 0, number: 0))
      try Observed { try Consumer(parcelCount: 0, from: queue, reports: reports).run() }.value(
        orElse: "a consumer that is to get nothing waits")
      try reports.require(1, "a consumer whose share is nothing reports that")
      #expect(try reports.get() == [], "its share was nothing, and it reported something")
      try queue.require(1, "its share was nothing, and it took a parcel: look at the share first")
      let shipping = try Observed {
        try manyToMany(producers: 2, consumers: 3, parcelCount: 0, capacity: 1)
      }
      let got = try shipping.value(orElse: "there are no parcels, and somebody waits for one")
      #expect(got == [[], [], []], "three consumers got nothing each")
    }

    @Test("A capacity that no queue can have is refused")
    func badCapacity() throws {
      for capacity in [0, -1] {
        let shipping = try Observed {
          try manyToMany(producers: 1, consumers: 1, parcelCount: 1, capacity: capacity)
        }
        let error = #expect(
          throws: QueueError.self,
          "a queue for \(capacity) parcels: throw what the queue throws, and don't mend it in silence"
        ) { _ = try shipping.value(orElse: "a queue for \(capacity) parcels, and it doesn't end") }
        if case .badCapacity(capacity, byteCapacity: _) = error { continue }
        Issue.record("a queue for \(capacity) parcels makes badCapacity, not \(error as Any)")
      }
    }

    @Test("A consumer waits for parcels that come late: empty is not the end")
    func late() throws {
      let queue = try SharedQueue<Parcel>(capacity: 100)
      let reports = try SharedQueue<[Parcel]>(capacity: 2)
      let consumer = try Observed {
        try Consumer(parcelCount: 3, from: queue, reports: reports).run()
      }
      var activities: [Observed<Void>.Activity] = []
      for number in 0..<3 {
        activities.append(try consumer.settled())
        try queue.put(Parcel(producer: 0, number: number))
      }
      try consumer.value(orElse: "three parcels came, and the consumer waits for more")
      #expect(
        activities == [.asleep, .asleep, .asleep],
        "the queue was empty before each parcel: the consumer should sleep; \(activities)")
      try reports.require(1, "the consumer has got its three parcels")
      #expect(try reports.get().map(\.number) == [0, 1, 2], "one after the other")
    }

    @Test("Each parcel arrives once, and those of a producer in order")
    func everything() throws {
      var random = Seeded()
      for numbers in [[1, 1], [1, 4], [4, 1], [3, 4]] {
        let (producers, consumers) = (numbers[0], numbers[1])
        let each = Int.random(in: 1...20, using: &random) * consumers
        let capacity = Int.random(in: 1...5, using: &random)
        let shipping = try Observed {
          try manyToMany(
            producers: producers, consumers: consumers, parcelCount: each, capacity: capacity)
        }
        let got = try shipping.value(
          orElse: """
            \(producers) producers, \(consumers) consumers, \(each) parcels each, a queue for \
            \(capacity): it does not end. All must run at the same time, and a child that waits to \
            put its report does not end before somebody gets it; \(random)
            """)
        #expect(
          got.map(\.count) == Array(repeating: producers * each / consumers, count: consumers),
          "the consumers should get equal shares; \(random)")
        let all = (0..<producers).flatMap { producer in
          (0..<each).map { Parcel(producer: producer, number: $0) }
        }
        #expect(got.joined().count == all.count, "a parcel is lost, or came twice; \(random)")
        #expect(Set(got.joined()) == Set(all), "a parcel is lost, or came twice; \(random)")
        for parcels in got {
          for producer in 0..<producers {
            let order = parcels.filter { $0.producer == producer }.map(\.number)
            #expect(order == order.sorted(), "producer \(producer) at one consumer; \(random)")
          }
        }
      }
    }

    @Test("Reports that are larger than any pipe arrive, too")
    func large() throws {
      let shipping = try Observed {
        try manyToMany(
          producers: 2, consumers: 2, parcelCount: 3_000, capacity: 1_000)
      }
      let got = try shipping.value(orElse: "6,000 parcels take more than 6 seconds, or for ever")
      #expect(Set(got.joined()).count == 6_000, "each parcel once")
    }

    @Test("What the queues throw comes out of a producer and of a consumer")
    func closed() throws {
      let queue = try SharedQueue<Parcel>(capacity: 100)
      let reports = try SharedQueue<[Parcel]>(capacity: 2)
      try queue.put(Parcel(producer: 0, number: 0))
      queue.closeAnyway()
      let producer = try Observed { try Producer(1, parcelCount: 3, to: queue).run() }
      #expect(
        throws: QueueError.closed, "a producer could not put its parcels, and has to say so"
      ) { try producer.value(orElse: "the queue is closed, and a producer goes on") }
      let consumer = try Observed {
        try Consumer(parcelCount: 2, from: queue, reports: reports).run()
      }
      #expect(
        throws: QueueError.closed, "a consumer did not get its share, and has to say so"
      ) { try consumer.value(orElse: "the queue is closed and empty, and a consumer goes on") }
      try reports.require(0, "a consumer reports when it has its share, and not before")
      try queue.require(0, "there was one parcel")
      let late = try SharedQueue<Parcel>(capacity: 2)
      try late.put(Parcel(producer: 0, number: 0))
      reports.closeAnyway()
      let unheard = try Observed {
        try Consumer(parcelCount: 1, from: late, reports: reports).run()
      }
      #expect(throws: QueueError.closed, "a consumer could not report, and has to say so") {
        try unheard.value(orElse: "the queue for the reports is closed, and a consumer goes on")
      }
    }
  }
}
