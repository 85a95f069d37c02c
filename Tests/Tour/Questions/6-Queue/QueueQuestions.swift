/// The programs of lesson 6.
let queueQuestions: [String: @Sendable () throws -> Void] = [
  "6.1": putTwice,
  "6.2 A": putThree,
  "6.2 B": joinBeforeGet,
  "6.2 C": joinBeforeGetTwo,
  "6.2 D": getBeforeJoin,
  "6.3 A": sendOneEnd,
  "6.3 B": sendTwoEnds,
  "6.3 C": closeForTwo,
  "6.3 D": closeWithItems,
  "6.4": closeQueue,
  "6.5": reportTwice,
  "6.6": loseOne,
]
