import Groundwork
import SolutionManager

/// Lesson 9.
func managerRows(_ peers: Peers) -> [Row] {
  [
    Row(
      "manager/get", unit: "manager dict get",
      ours: {
        let manager = try Manager()
        let dictionary = try manager.dictionary(["key": 7])
        var session = Session.repeating { keep(try dictionary.get("key")) }
        session.close = {
          do { try manager.close() } catch { complain("manager: \(error)") }
        }
        return session
      },
      // The least: 8 bytes to another process and back.
      peers: [peers.python("manager/get"), peers.floor("pipe/small", as: "socket")],
      goals: [.faster(than: "CPython", by: 1.5)])
  ]
}
