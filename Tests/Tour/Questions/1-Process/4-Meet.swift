/// Returns when so many have come to the same place.
struct Meet: ProcessTarget {
  let count: UInt32
  let place: SharedWord

  func run() {
    while case let seen = place.load(),
      !place.compareExchange(expected: seen, desired: seen + 1).exchanged
    {}
    place.wake()
    while case let seen = place.load(), seen < count { _ = place.wait(while: seen) }
  }
}

func twoWhoMeet() throws -> [Meet] {
  let place = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
  return [Meet(count: 2, place: place), Meet(count: 2, place: place)]
}

func meetAfterLoop() throws {
  let children = try twoWhoMeet().map { ChildProcess($0) }
  for child in children {
    try child.start()
  }
  for child in children {
    try child.join()
  }
}

func meetInLoop() throws {
  let children = try twoWhoMeet().map { ChildProcess($0) }
  for child in children {
    try child.start()
    try child.join()
  }
}

func meetInRunAll() throws {
  _ = try runAll(try twoWhoMeet())
}

func meetBackwards() throws {
  let children = try twoWhoMeet().map { ChildProcess($0) }
  for child in children {
    try child.start()
  }
  for child in children.reversed() {
    try child.join()
  }
}
