#if DEBUG
import Grading
import Groundwork
import Testing

extension `3-SharedValue`.`04-LostUpdates` {
  @Test("An adder answers with what it has written, whatever is there by then")
  func ownAnswer() throws {
    let total = SharedValue<Int>(memory: try SharedMemory(byteCount: 8))
    total.memory.store(100, at: 0)
    let (director, end) = try Connection.pair()
    let steps = try StepControl()
    // The first load is the one that it is told to do.
    steps.park(.before(.memoryLoad, skipping: 1))
    let adder = try steps.directs { try Adder(10, to: total, director: end).run() }
    try director.send(AddingStep.read)
    try director.send(AddingStep.write)
    var answers: [Int] = []
    while answers.count < 2 {
      if try director.poll(timeout: .milliseconds(20)) {
        answers.append(try director.receive(Int.self))
      } else if let _ = try? steps.waitUntilParked(until: Deadline(after: .zero)) {
        total.memory.store(7, at: 0)
        steps.resume()
      }
    }
    director.close()
    try adder.value(orElse: "the adder goes on after its director has hung up")
    end.close()
    #expect(
      answers == [100, 110],
      """
      the total was 100, and the adder, which adds 10, was told to read and to write. Then it read once \
      more, and meanwhile another process had set the total to 7: it should answer with what it has read, \
      and with what it has written itself
      """)
  }
}
#endif
