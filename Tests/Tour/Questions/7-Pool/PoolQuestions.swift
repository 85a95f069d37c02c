/// The programs of lesson 7.
let poolQuestions: [String: @Sendable () throws -> Void] = [
  "7.1": divideSixty,
  "7.2": countCalls,
  "7.3": askNobody,
  "7.4": loseWorker,
  "7.5 A": meetOnTwo,
  "7.5 B": meetOnOne,
  "7.5 C": meetByApply,
  "7.5 D": meetInChunk,
  "7.6": closeEarly,
]
