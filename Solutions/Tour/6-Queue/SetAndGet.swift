import Groundwork

/// Puts ten greetings.
struct Setter: ProcessTarget {
  let queue: SharedQueue<String>

  func run() throws {
    for number in 0..<10 { try queue.put("hello\(number)") }
  }
}

/// Gets greetings until none is left.
struct Getter: ProcessTarget {
  let queue: SharedQueue<String>

  func run() throws {
    // Empty means the end: who put them has ended.
    while !queue.isEmpty { print(try queue.get()) }
    print("the queue is empty")
  }
}

/// One child sets, and another one gets; when the first one has ended, its greetings are still there.
func setAndGet() throws {
  let queue = try SharedQueue<String>()
  let setter = ChildProcess(Setter(queue: queue))
  let getter = ChildProcess(Getter(queue: queue))
  try setter.start()
  try setter.join()
  try getter.start()
  try getter.join()
}
