import Groundwork

/// A book as any other variable: each process has its own.
public nonisolated(unsafe) var plainBook: [String: pid_t] = [:]

/// Signs a book that other processes sign, too.
public struct SignBook: ProcessTarget {
  let name: String
  let book: RemoteDictionary<String, pid_t>

  /// Makes a target that signs `book` as `name`.
  public init(_ name: String, in book: RemoteDictionary<String, pid_t>) {
    self.name = name
    self.book = book
  }

  /// Sets the own process identifier for the name, in `book` and in `plainBook`.
  ///
  /// - Throws: What the dictionary throws.
  public func run() throws {
    try book.set(name, to: CurrentProcess.pid)
    plainBook[name] = CurrentProcess.pid
  }
}

/// Lets a child for each name sign one book, all at the same time.
///
/// All children have ended when this returns, and so has the manager's server.
///
/// - Parameter names: The names, no two alike.
/// - Returns: What is in the book then.
/// - Throws: What the manager, `start` and `join` throw.
public func signedBook(by names: [String]) throws -> [String: pid_t] {
  let manager = try Manager()
  let book = try manager.dictionary([String: pid_t]())
  let children = names.map { ChildProcess(SignBook($0, in: book)) }
  for child in children { try child.start() }
  for child in children { try child.join() }
  let contents = try book.contents
  try manager.close()
  return contents
}
