// Mistake: the child appends only what is not in the list yet: of two equal elements the list has
// one, or two if they come at the same time ("The list has all elements then").
// Caught by: Each child appends to the same list
// Verdict: failed
import Groundwork

extension Server {
  package func admit() throws -> Connection {
    let (mine, theirs) = try Connection.pair()
    try BackgroundThread { self.serve(mine) }
    return theirs
  }
}

extension ServerLink: Codable {
  package func encode(to encoder: any Encoder) throws {
    try newConnection().encode(to: encoder)
  }

  package convenience init(from decoder: any Decoder) throws {
    self.init(control: try Connection(from: decoder))
  }
}

extension AppendToRemoteList {
  public func run() throws {
    guard try !list.contents.contains(element) else { return }
    try list.append(element)
  }
}

public func appendInChildren(
  _ elements: [String], to list: RemoteList<String>
) throws -> [ChildProcess] {
  let children = elements.map { ChildProcess(AppendToRemoteList($0, to: list)) }
  for child in children { try child.start() }
  for child in children { try child.join() }
  return children
}
