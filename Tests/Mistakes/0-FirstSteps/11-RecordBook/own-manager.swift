// Mistake: The child asks for a server of its own, which nobody else has.
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
    let book = try Manager().dictionary([String: pid_t]())
    try book.set(name, to: CurrentProcess.pid)
    plainBook[name] = CurrentProcess.pid
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
