import Groundwork

/// Puts numbers, and then nil, which says that these were all.
struct Creator: ProcessTarget {
  let data: [Int]
  let queue: SharedQueue<Int?>

  func run() throws {
    printNow("Creating data and putting it on the queue")
    for number in data { try queue.put(number) }
    try queue.put(nil)
  }
}

/// Doubles numbers until nil comes.
struct Doubler: ProcessTarget {
  let queue: SharedQueue<Int?>

  func run() throws {
    while let number = try queue.get() {
      printNow("data found to be processed: \(number)")
      printNow("\(number * 2)")
    }
    printNow("nothing is left to be processed")
  }
}

/// A producer and a consumer, which ends because it is told that nothing more will come.
func produceAndConsume() throws {
  let queue = try SharedQueue<Int?>()
  // In any order: who comes up first waits.
  let consumer = ChildProcess(Doubler(queue: queue))
  let producer = ChildProcess(Creator(data: [5, 10, 13], queue: queue))
  try consumer.start()
  try producer.start()
  try producer.join()
  try consumer.join()
}
