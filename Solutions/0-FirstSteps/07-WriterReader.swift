import Groundwork

/// Writes letters into a queue.
public struct LetterWriter: ProcessTarget {
  let letters: [String]
  let queue: SharedQueue<String?>

  /// Makes a target that puts `letters` into `queue`.
  public init(_ letters: [String], to queue: SharedQueue<String?>) {
    self.letters = letters
    self.queue = queue
  }

  /// Puts each letter, in order, and then nil, which says that no more will come.
  ///
  /// - Throws: What the queue throws.
  public func run() throws {
    for letter in letters { try queue.put(letter) }
    try queue.put(nil)
  }
}

/// Reads letters from a queue.
public struct LetterReader: ProcessTarget {
  let queue: SharedQueue<String?>

  /// Makes a target that gets letters from `queue`.
  public init(_ queue: SharedQueue<String?>) {
    self.queue = queue
  }

  /// Gets one letter after the other, and prints each on a line of its own, until it gets nil.
  ///
  /// - Throws: What the queue throws.
  public func run() throws {
    while let letter = try queue.get() { print(letter) }
  }
}

/// Lets one child write letters, and another one print them, at the same time.
///
/// Both have ended when this returns.
///
/// - Parameter letters: What goes from the one to the other.
/// - Throws: What the queue, `start` and `join` throw.
public func passOn(_ letters: [String]) throws {
  let queue = try SharedQueue<String?>()
  let writer = ChildProcess(LetterWriter(letters, to: queue))
  let reader = ChildProcess(LetterReader(queue))
  try writer.start()
  try reader.start()
  try writer.join()
  try reader.join()
}
