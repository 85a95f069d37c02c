/// The programs of lesson 1.
let processQuestions: [String: @Sendable () throws -> Void] = [
  "1.1": inviteGuests,
  "1.2": fillCart,
  "1.3": countItems,
  "1.4 A": meetAfterLoop,
  "1.4 B": meetInLoop,
  "1.4 C": meetInRunAll,
  "1.4 D": meetBackwards,
  "1.5": endSleeper,
  "1.6": greetTwice,
]
