struct WaitAndTell: ProcessTarget {
  let mine: SharedEvent
  let other: SharedEvent

  func run() {
    other.wait()
    mine.set()
  }
}

struct TellAndWait: ProcessTarget {
  let mine: SharedEvent
  let other: SharedEvent

  func run() {
    mine.set()
    other.wait()
  }
}

func waitForEachOther() throws {
  let (a, b) = (try SharedEvent(), try SharedEvent())
  _ = try runAll([WaitAndTell(mine: a, other: b), WaitAndTell(mine: b, other: a)])
}

func tellEachOther() throws {
  let (a, b) = (try SharedEvent(), try SharedEvent())
  _ = try runAll([TellAndWait(mine: a, other: b), TellAndWait(mine: b, other: a)])
}

func tellAndWait() throws {
  let (a, b) = (try SharedEvent(), try SharedEvent())
  _ = try runAll([WaitAndTell(mine: a, other: b), TellAndWait(mine: b, other: a)])
}

func tellAfterJoin() throws {
  let (a, b) = (try SharedEvent(), try SharedEvent())
  _ = try runAll([TellAndWait(mine: a, other: b)])
  b.set()
}
