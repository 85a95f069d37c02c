#if DEBUG
import Grading
import Groundwork
import Testing

extension `3-SharedValue`.`04-LostUpdates` {
  @Test("An adder answers with what it has written, whatever is there by then")
  func ownAnswer() throws {
    try StepControl.parkingAtEachStep { steps, step in
      let total = SharedValue<Int>(memory: try SharedMemory(byteCount: 8))
      total.memory.store(100, at: 0)
      let (director, end) = try Connection.pair()
      try director.send(AddingStep.read)
      try director.send(AddingStep.write)
      let adder = try steps.directs { try Adder(10, to: total, director: end).run() }
      _ = try steps.waitUntilParked()
      if total.memory.load(at: 0, as: Int.self) == 110 { total.memory.store(7, at: 0) }
      steps.resume()
      let answers = try Observed { try (0..<2).map { _ in try director.receive(Int.self) } }
        .value(orElse: "the adder was told to read and to write, and doesn't answer both")
      director.close()
      try adder.value(orElse: "the adder goes on after its director has hung up")
      end.close()
      #expect(
        answers == [100, 110],
        """
        the total was 100, and the adder, which adds 10, was told to read and to write. Before its step \
        \(step), another process set the total to 7 if 110 was there: that is none of its business
        """)
    }
  }
}
#endif
