import Groundwork
import SolutionProcess

struct Nothing: ProcessTarget {
  func run() {}
}

/// Starts children, as often as it is told, and tells how many nanoseconds that took: a `Peer`.
///
/// A child is its parent's program, started again. So it is measured in one that loads no more than
/// it needs, and is linked statically: see Package.swift. The benchmarks themselves load Foundation.
@main struct Starter {
  static func main() throws {
    while let line = readLine() {
      guard let calls = line.split(separator: " ").last.flatMap({ Int($0) }) else { continue }
      let time = try ContinuousClock().measure {
        for _ in 0..<calls {
          let child = ChildProcess(Nothing(), name: "nothing")
          try child.start()
          try child.join()
        }
      }
      print(Int64(time / .nanoseconds(1)))
      fflush(nil)
    }
  }
}
