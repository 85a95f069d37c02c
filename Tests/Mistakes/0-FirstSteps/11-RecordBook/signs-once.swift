// Mistake: It signs only if the name is not in the book yet.
// Caught by: A child signs the book with its own process identifier
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
    let pid = CurrentProcess.pid
    if try book.get(name) == nil { try book.set(name, to: pid) }
    plainBook[name] = pid
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
