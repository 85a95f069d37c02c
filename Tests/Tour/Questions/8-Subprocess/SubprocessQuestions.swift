/// The programs of lesson 8.
let subprocessQuestions: [String: @Sendable () throws -> Void] = [
  "8.1": echoName,
  "8.2 A": waitThenRead,
  "8.2 B": readAndWait,
  "8.2 C": waitForLittle,
  "8.2 D": waitForReader,
  "8.3": readNothing,
  "8.4": pipeIntoHead,
  "8.5": setOneVariable,
  "8.6": failLoudly,
]
