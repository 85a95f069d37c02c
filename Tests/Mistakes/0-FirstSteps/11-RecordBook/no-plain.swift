// Mistake: The plain book is left out.
// Caught by: The target writes into the plain book, too
// Verdict: failed

import Groundwork

public nonisolated(unsafe) var plainBook: [String: pid_t] = [:]

public struct SignBook: ProcessTarget {
  let name: String
  let book: RemoteDictionary<String, pid_t>

  public init(_ name: String, in book: RemoteDictionary<String, pid_t>) {
    self.name = name
    self.book = book
  }

  public func run() throws {
    try book.set(name, to: CurrentProcess.pid)
  }
}

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
