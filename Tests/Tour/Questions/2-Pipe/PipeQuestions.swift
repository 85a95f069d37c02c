/// The programs of lesson 2.
let pipeQuestions: [String: @Sendable () throws -> Void] = [
  "2.1": closeAfterTwo,
  "2.2 A": tellAndClose,
  "2.2 B": tellAndJoin,
  "2.2 C": tellAndKeepReceiver,
  "2.2 D": tellAndKill,
  "2.3": expectNumber,
  "2.4": lookFourTimes,
  "2.5 A": echoSmall,
  "2.5 B": echoLarge,
  "2.5 C": echoInTurn,
  "2.5 D": echoUnasked,
  "2.6": tellNobody,
]
