// Alternative: The reader is started first, and waits for the writer; both are in a list.

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
    while let letter = try queue.get() { print(letter) }
  }
}

public func passOn(_ letters: [String]) throws {
  let queue = try SharedQueue<String?>()
  let children = [
    ChildProcess(LetterReader(queue)), ChildProcess(LetterWriter(letters, to: queue)),
  ]
  for child in children { try child.start() }
  for child in children { try child.join() }
}
