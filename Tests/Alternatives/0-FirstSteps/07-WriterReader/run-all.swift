// Alternative: A library function starts and joins; the reader leaves its loop at nil.

import Groundwork

public struct LetterWriter: ProcessTarget {
  let letters: [String]
  let queue: SharedQueue<String?>

  public init(_ letters: [String], to queue: SharedQueue<String?>) {
    self.letters = letters
    self.queue = queue
  }

  public func run() throws {
    for item in letters.map(Optional.some) + [nil] { try queue.put(item) }
  }
}

public struct LetterReader: ProcessTarget {
  let queue: SharedQueue<String?>

  public init(_ queue: SharedQueue<String?>) {
    self.queue = queue
  }

  public func run() throws {
    while true {
      guard let letter = try queue.get() else { return }
      print(letter)
    }
  }
}

public func passOn(_ letters: [String]) throws {
  let queue = try SharedQueue<String?>()
  _ = try runAll([LetterWriter(letters, to: queue), LetterReader(queue)])
}
