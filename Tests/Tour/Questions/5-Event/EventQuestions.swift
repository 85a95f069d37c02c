/// The programs of lesson 5.
let eventQuestions: [String: @Sendable () throws -> Void] = [
  "5.1": waitThreeTimes,
  "5.2 A": setBefore,
  "5.2 B": setAndClearBefore,
  "5.2 C": notifyBefore,
  "5.2 D": notifyBeforeLook,
  "5.3 A": waitForEachOther,
  "5.3 B": tellEachOther,
  "5.3 C": tellAndWait,
  "5.3 D": tellAfterJoin,
  "5.4": raceThree,
  "5.5": comeAlone,
]
