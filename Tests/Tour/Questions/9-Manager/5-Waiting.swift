func getFromEmpty() throws {
  let manager = try Manager()
  let queue = try manager.queue(of: Int.self)
  _ = try queue.get()
}

func getInTime() throws {
  let manager = try Manager()
  let queue = try manager.queue(of: Int.self)
  _ = try queue.get(timeout: .milliseconds(10))
}

func putIntoFull() throws {
  let manager = try Manager()
  let queue = try manager.queue(of: Int.self, capacity: 1)
  _ = try queue.put(1)
  _ = try queue.put(2)
}

func getBeyondEnd() throws {
  let manager = try Manager()
  let list = try manager.list([1, 2, 3])
  _ = try list.get(at: 3)
}
