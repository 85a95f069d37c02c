/// The programs of lesson 3.
let sharedValueQuestions: [String: @Sendable () throws -> Void] = [
  "3.1": copyHandle,
  "3.2": sliceArray,
  "3.3": mixSteps,
  "3.4": sellLastTicket,
  "3.5 A": countOneByOne,
  "3.5 B": countTogether,
  "3.5 C": countForThemselves,
  "3.5 D": countInSlots,
]
