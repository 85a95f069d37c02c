import Groundwork

/// Puts three letters.
struct LetterWriter: ProcessTarget {
  let queue: SharedQueue<String>

  func run() throws {
    printNow("Process to write: \(CurrentProcess.pid)")
    for value in ["A", "B", "C"] {
      printNow("Put \(value) to queue...")
      try queue.put(value)
    }
  }
}

/// Gets letters for ever, and says when it has dealt with one.
struct LetterReader: ProcessTarget {
  let queue: SharedQueue<String>
  let acknowledgements: SharedQueue<String>

  func run() throws {
    printNow("Process to read: \(CurrentProcess.pid)")
    while true {
      let value = try queue.get()
      printNow("Get \(value) from queue.")
      try acknowledgements.put(value)
    }
  }
}

/// One child writes, another one reads, and is terminated when it has read everything.
///
/// The tutorials terminate it as soon as the writer has ended: then C may be lost.
func writeAndReadLetters() throws {
  let queue = try SharedQueue<String>()
  let acknowledgements = try SharedQueue<String>()
  let writer = ChildProcess(LetterWriter(queue: queue))
  let reader = ChildProcess(
    LetterReader(queue: queue, acknowledgements: acknowledgements))
  try writer.start()
  try reader.start()
  try writer.join()
  for _ in 1...3 { _ = try acknowledgements.get() }
  try reader.terminate()
  try reader.join()
}
