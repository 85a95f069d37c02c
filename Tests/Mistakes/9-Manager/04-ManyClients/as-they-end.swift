// Mistake: returns the children as they are found to have ended, and not in the order of the
// elements: the child at index 3 need not be that of elements[3].
// Caught by: Each child is waited for, whichever is the last to end
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
  public func run() throws { try list.append(element) }
}

public func appendInChildren(
  _ elements: [String], to list: RemoteList<String>
) throws -> [ChildProcess] {
  var running = elements.map { ChildProcess(AppendToRemoteList($0, to: list)) }
  for child in running { try child.start() }
  var ended: [ChildProcess] = []
  while !running.isEmpty {
    for child in running where try child.join(timeout: .milliseconds(5)) != nil {
      ended.append(child)
      running.removeAll { $0 === child }
    }
  }
  return ended
}
