// Mistake: An error of the queue is taken for nil.
// Caught by: A queue that is closed is an error, and not the end of the letters
// Verdict: failed

import Groundwork

public struct LetterWriter: ProcessTarget {
  let letters: [String]
  let queue: SharedQueue<String?>

  public init(_ letters: [String], to queue: SharedQueue<String?>) {
    self.letters = letters
    self.queue = queue
  }

  public func run() throws {
    for letter in letters { try queue.put(letter) }
    try queue.put(nil)
  }
}

public struct LetterReader: ProcessTarget {
  let queue: SharedQueue<String?>

  public init(_ queue: SharedQueue<String?>) {
    self.queue = queue
  }

  public func run() throws {
    while let letter = try? queue.get() { print(letter) }
  }
}

public func passOn(_ letters: [String]) throws {
  let queue = try SharedQueue<String?>()
  let writer = ChildProcess(LetterWriter(letters, to: queue))
  let reader = ChildProcess(LetterReader(queue))
  try writer.start()
  try reader.start()
  try writer.join()
  try reader.join()
}
