import Grading
import Groundwork
import Testing

// More tests of 05-WaitFor: predicates that do something.

extension `5-Event`.`05-WaitFor` {
  @Test(
    "Once the predicate has been true, it is not asked again",
    .holds("A predicate may take what it finds, and asked once more it takes two."),
    arguments: 1...3)
  func notAskedAgain(call: Int) throws {
    var random = Seeded()
    let room = try Room(using: &random)
    let wait = try Observed {
      var calls = 0
      try room.lock.lock()
      let isTrue = try room.condition.wait(
        for: {
          calls += 1
          // As one that takes what is there: there is nothing more then.
          return calls == call
        }, timeout: .seconds(20))
      if room.lock.isHeldByCurrentThread { try room.lock.unlock() }
      return (calls, isTrue)
    }
    let (calls, isTrue) = try wait.value(orElse: "the predicate was true, and wait goes on")
    #expect(
      calls == call && isTrue,
      """
      the predicate was true at call number \(call), and it was asked \(calls) times; wait returned \
      \(isTrue). A predicate may take what it finds, and asked again it takes two, or says no: \
      return what it said; \(random)
      """)
  }
}
