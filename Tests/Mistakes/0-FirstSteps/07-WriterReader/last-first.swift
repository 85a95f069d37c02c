// Mistake: The letters are put in reverse.
// Caught by: The writer puts all letters in order, and nil as the last
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
    for letter in letters.reversed() { try queue.put(letter) }
    try queue.put(nil)
  }
}

public struct LetterReader: ProcessTarget {
  let queue: SharedQueue<String?>

  public init(_ queue: SharedQueue<String?>) {
    self.queue = queue
  }

  public func run() throws {
    while let letter = try queue.get() { print(letter) }
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
