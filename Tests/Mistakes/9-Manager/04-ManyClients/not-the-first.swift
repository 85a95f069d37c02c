// Mistake: The first child is not joined.
// Caught by: Each child is waited for, whichever is the last to end
// Verdict: failed

import Groundwork

extension Server {
  package func admit() throws -> Connection {
    let (mine, theirs) = try Connection.pair()
    try BackgroundThread { self.serve(mine) }
    // Not kept: the reply takes it along, and this copy is closed when it is released after that.
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
  for child in children.dropFirst() { try child.join() }
  return children
}
