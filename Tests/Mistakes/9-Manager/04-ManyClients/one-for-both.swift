// Beginner: The connection that came is used for requests, too, and not only to ask for others.
// Caught by: A process that got a handle can ask while another of its threads waits for a reply
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
    let connection = try Connection(from: decoder)
    self.init(control: connection, idle: [connection])
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
