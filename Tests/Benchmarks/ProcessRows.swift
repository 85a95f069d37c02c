import Groundwork
import SolutionProcess

struct Nothing: ProcessTarget {
  func run() {}
}

/// Lesson 1.
///
/// A child is its parent's program, started again. So it matters what that program loads: the first
/// row's has the Swift libraries inside, the second's is this one, which loads them and Foundation.
func processRows(_ peers: Peers) -> [Row] {
  [
    Row(
      "process/start+join", unit: "child",
      ours: {
        let starter = try Peer.starter()
        return Session(work: { try starter.work("start", $0) })
      },
      peers: [
        peers.python("process/fork", as: "CPython fork"),
        peers.python("process/spawn", as: "CPython spawn"),
        peers.floor("process/true", as: "posix_spawn of true"),
      ],
      goals: [.faster(than: "CPython fork"), .faster(than: "CPython spawn", by: 20)]),
    Row(
      "process/with-libraries", unit: "child",
      ours: {
        .repeating {
          let child = ChildProcess(Nothing(), name: "nothing")
          try child.start()
          try child.join()
        }
      },
      peers: [peers.python("process/fork", as: "CPython fork")]),
  ]
}
