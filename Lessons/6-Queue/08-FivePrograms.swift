import Groundwork

/// Puts the colors into a queue, and gets them again, all in this process.
///
/// - Parameter colors: At most 1,000 of them.
/// - Returns: What the queue gave, each with its number, such as "1 red", until the queue was empty.
/// - Throws: What the queue throws.
public func numberedColors(_ colors: [String]) throws -> [String] {
  todo("Put all the colors, and get them with their numbers until the queue is empty.")
}

/// Lets a child put "hello0", "hello1" and so on, and gets them when the child has ended.
///
/// - Parameter count: How many: at most 1,000.
/// - Returns: What the queue gave, until nothing was left.
/// - Throws: What `start` and the queue throw.
public func hellos(_ count: Int) throws -> [String] {
  todo("Let a Writer put the greetings, and get them once it has ended.")
}

/// Lets one child write values, and another one read them, which never ends by itself.
///
/// The reader is terminated when it has acknowledged every value: not one is lost.
///
/// - Parameter values: What the writer puts.
/// - Returns: What the reader has acknowledged, and how it ended.
/// - Throws: What `start`, `terminate` and the queues throw.
public func writeAndRead(_ values: [String]) throws -> (read: [String], reader: ExitStatus?) {
  todo("Terminate the Reader once it has acknowledged all that the Writer put.")
}

extension Squarer {
  /// Puts the square of each number, until it gets nil; then it passes on the nil, and ends.
  public func run() throws {
    todo("Put the square of each number until nil comes, and pass the nil on.")
  }
}

/// Lets a child square numbers, and tells it by a sentinel, nil, that there are no more.
///
/// - Parameter numbers: What to square; any number of them.
/// - Returns: The squares, in order.
/// - Throws: What `start` and the queues throw.
public func squares(of numbers: [Int]) throws -> [Int] {
  todo("Put the numbers and then nil, and get the squares until nil comes.")
}

extension TaskWorker {
  /// Gets a task and reports "TASK is done by NAME", until there are no more tasks.
  public func run() throws {
    todo("Do tasks until there are none, and report each.")
  }
}

/// Has tasks done by several workers at once, with a queue for the tasks and one for the reports.
///
/// - Parameters:
///   - tasks: What to do; they are all put before the first worker starts.
///   - workers: How many workers there are.
/// - Returns: The reports, in the order in which they came.
/// - Throws: What `start` and the queues throw.
public func doTasks(_ tasks: [String], workers: Int) throws -> [String] {
  todo("Put all the tasks, let the workers do them, and get all reports.")
}
