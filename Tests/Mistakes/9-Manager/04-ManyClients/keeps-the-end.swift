// Mistake: The server keeps the client's end, so that it doesn't see it close.
// Caught by: A handle that is handed over has a connection of its own
// Verdict: failed

import Groundwork
import Synchronization

extension Server {
  private static let ends = Mutex<[Connection]>([])

  package func admit() throws -> Connection {
    let (mine, theirs) = try Connection.pair()
    try BackgroundThread { self.serve(mine) }
    Self.ends.withLock { $0.append(theirs) }
    return theirs
  }
}

extension ServerLink: Codable {
  package func encode(to encoder: any Encoder) throws {
    // Not `control`: two processes would take each other's replies.
    try newConnection().encode(to: encoder)
  }

  package convenience init(from decoder: any Decoder) throws {
    self.init(control: try Connection(from: decoder))
  }
}

extension AppendToRemoteList {
  public func run() throws {
    try list.append(element)
  }
}

public func appendInChildren(
  _ elements: [String], to list: RemoteList<String>
) throws -> [ChildProcess] {
  let children = elements.map { element in
    ChildProcess(AppendToRemoteList(element, to: list), name: "Append \(element)")
  }
  for child in children { try child.start() }
  for child in children { try child.join() }
  return children
}
