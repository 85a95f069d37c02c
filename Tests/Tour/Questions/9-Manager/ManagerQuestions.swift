/// The programs of lesson 9.
let managerQuestions: [String: @Sendable () throws -> Void] = [
  "9.1": changeInner,
  "9.2": signAndDie,
  "9.3": setTwice,
  "9.4": updateInside,
  "9.5 A": getFromEmpty,
  "9.5 B": getInTime,
  "9.5 C": putIntoFull,
  "9.5 D": getBeyondEnd,
  "9.6": askTheGone,
]
