// Alternative: The book is read name by name; a library function starts and joins.

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
    plainBook[name] = CurrentProcess.pid
  }
}

public func signedBook(by names: [String]) throws -> [String: pid_t] {
  let manager = try Manager()
  let book = try manager.dictionary([String: pid_t]())
  _ = try runAll(names.map { SignBook($0, in: book) })
  var contents: [String: pid_t] = [:]
  for name in names { contents[name] = try book.get(name) }
  try manager.close()
  return contents
}
