// Mistake: The client's end is closed before it is handed out.
// Caught by: admit returns a connection that is served, and doesn't wait for the client
// Verdict: failed

import Groundwork

extension Server {
  package func admit() throws -> Connection {
    let (mine, theirs) = try Connection.pair()
    try BackgroundThread { self.serve(mine) }
    theirs.close()
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
