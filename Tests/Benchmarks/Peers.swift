/// The other sides of the benchmarks, each started when it is first needed.
final class Peers {
  private let pythonPath: String
  private var pythonPeer: (peer: Peer, version: String)?
  private var floorPeer: Peer?

  /// - Parameter python: The interpreter: a path, or a name to be found in `PATH`.
  init(python: String) { pythonPath = python }

  /// CPython's way of doing the work called `work` in `peer.py`.
  func python(_ work: String, as name: String = "CPython") -> Contender {
    Contender(name: name) {
      let python = try self.pythonPeer ?? Peer.python(at: self.pythonPath)
      self.pythonPeer = python
      return Session(work: { try python.peer.work(work, $0) })
    }
  }

  /// The floor of the work called `work`: the least that it takes in C.
  func floor(_ work: String, as name: String) -> Contender {
    Contender(name: name) {
      let floors = try self.floorPeer ?? Peer.floors()
      self.floorPeer = floors
      return Session(work: { try floors.work(work, $0) })
    }
  }

  /// CPython's version; nil if it has not been used.
  var pythonVersion: String? { pythonPeer?.version }
}
