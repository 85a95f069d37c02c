/// The programs of lesson 4.
let lockQuestions: [String: @Sendable () throws -> Void] = [
  "4.1": giveBackForeign,
  "4.2 A": joinCareless,
  "4.2 B": joinCareful,
  "4.2 C": joinWithOwnLock,
  "4.2 D": joinWhoTries,
  "4.3": leaveTwice,
  "4.4": changeTwice,
  "4.5 A": dieWithLock,
  "4.5 B": dieWithPermit,
  "4.5 C": dieWithOneOfTwo,
  "4.5 D": giveForeignPermit,
]
